import { caseworkEvents } from './casework-events.ts';
import { clientsEvents } from './clients-events.ts';
import type { EventEntry } from './event-entry.ts';
import { groupsEvents } from './groups-events.ts';
import { measuresEvents } from './measures-events.ts';
import { mergeOnce } from './merge-once.ts';
import { playbooksEvents } from './playbooks-events.ts';
import { studiesEvents } from './studies-events.ts';

/** Each feature's events; their names stay, words may change. */
const features = [
  clientsEvents,
  caseworkEvents,
  measuresEvents,
  groupsEvents,
  playbooksEvents,
  studiesEvents,
] as const;

type AllOf<Feature> = Feature extends unknown ? { [Type in keyof Feature]: Feature[Type] } : never;
type Together<Union> = (Union extends unknown ? (one: Union) => void : never) extends (all: infer All) => void
  ? All
  : never;
type Events = Together<AllOf<(typeof features)[number]>>;

export type EventType = keyof Events;

type DataOf<Type extends EventType> = keyof Events[Type]['data'] & string;
/** Those that tell more than whose they are. */
type Telling = { [Type in EventType]: [DataOf<Type>] extends [never] ? never : Type }[EventType];

/** An event as whoever causes it says it: ids and codes, those that are declared and no others. */
export type EventOf =
  | { readonly type: Exclude<EventType, Telling>; readonly subjectId: string; readonly data?: never }
  | {
      [Type in Telling]: {
        readonly type: Type;
        readonly subjectId: string;
        readonly data: Readonly<Record<DataOf<Type>, string>>;
      };
    }[Telling];

/** Everything that happens here of which another system may be told: nothing else leaves, and of these only what is declared. */
export const eventCatalogue: Readonly<Record<EventType, EventEntry>> = mergeOnce<EventType, EventEntry>(
  features,
);

export const eventTypes: readonly EventType[] = Object.keys(eventCatalogue) as EventType[];
