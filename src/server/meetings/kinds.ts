import { Type } from 'typebox';
import { actionItemStates, attendeeAnswers, meetingKinds } from '../../domain/meetings/meeting.ts';
import { CalendarDay, Exactly, Id, Instant, Nullable, OneOf } from '../../contract/operation.ts';
import type { DeliveryKind } from '../deliveries/public.ts';

const Line = (maxLength: number) => Type.String({ minLength: 1, maxLength });
const Words = Nullable(Type.String({ minLength: 1, maxLength: 1000 }));
const Counter = Type.Integer({ minimum: 0, maximum: 2_000_000_000 });
const MOST_PARTIES = 1_000;
const MOST_ROWS = 5_000;

const Topic = {
  id: Id,
  title: Line(120),
  minutes: Nullable(Type.Integer({ minimum: 1, maximum: 480 })),
  isWithdrawn: Type.Boolean(),
  proposedAt: Instant,
};

const Recorded = {
  id: Id,
  organisationId: Id,
  title: Line(300),
  dueOn: CalendarDay,
  createdAt: Instant,
  withdrawnReason: Words,
  withdrawnAt: Nullable(Instant),
};

const Progress = {
  ownerName: Nullable(Type.String({ maxLength: 200 })),
  state: OneOf(actionItemStates),
  note: Words,
  changedAt: Instant,
};

const Person = { id: Id, name: Type.String({ maxLength: 200 }), answer: OneOf(attendeeAnswers) };

/** How a meeting is, as its organiser tells everybody who was asked; a later revision stands for all before. */
export const meetingPlan = {
  kind: 'meeting.plan',
  name: { zh: '会议情况', en: 'state of a meeting' },
  schema: Exactly({
    meetingId: Id,
    allianceId: Id,
    revision: Counter,
    kind: OneOf(meetingKinds),
    title: Line(120),
    place: Type.String({ maxLength: 300 }),
    startsAt: Instant,
    endsAt: Instant,
    seriesId: Nullable(Id),
    cancelReason: Words,
    parties: Type.Array(Exactly({ organisationId: Id, declinedReason: Words }), { maxItems: MOST_PARTIES }),
    people: Type.Array(Exactly({ organisationId: Id, ...Person, came: Nullable(Type.Boolean()) }), {
      maxItems: MOST_ROWS,
    }),
    topics: Type.Array(Exactly({ organisationId: Id, ...Topic, place: Nullable(Counter) }), {
      maxItems: MOST_ROWS,
    }),
    items: Type.Array(Exactly({ creatorId: Id, ...Recorded, ...Progress }), { maxItems: MOST_ROWS }),
  }),
} as const satisfies DeliveryKind;

/** What an organisation says of itself to the organiser of a meeting; a later turn stands for all before. */
export const meetingWord = {
  kind: 'meeting.word',
  name: { zh: '参会机构的答复', en: 'word of an organisation that is asked to a meeting' },
  schema: Exactly({
    meetingId: Id,
    turn: Counter,
    declinedReason: Words,
    people: Type.Array(Exactly(Person), { maxItems: MOST_ROWS }),
    topics: Type.Array(Exactly(Topic), { maxItems: MOST_ROWS }),
    recorded: Type.Array(Exactly(Recorded), {
      maxItems: MOST_ROWS,
      description: 'in its own words, for whichever organisation',
    }),
    progress: Type.Array(Exactly({ id: Id, ...Progress }), {
      maxItems: MOST_ROWS,
      description: 'of what it has to do itself',
    }),
  }),
} as const satisfies DeliveryKind;
