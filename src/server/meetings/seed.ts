import type { MeetingKind } from '../../domain/meetings/meeting.ts';
import { daysAfter } from '../../domain/calendar/calendar-event.ts';
import type { Deliveries } from '../deliveries/public.ts';
import { newId } from '../platform/database/ids.ts';
import { dayIn } from '../platform/work/organisation-day.ts';
import { inThePast, seedWork } from '../platform/work/seed-work.ts';
import type { Change, Services } from '../platform/work/work.ts';
import { completeItem, recordItem } from './action-items.ts';
import { markAttendees, planMeeting } from './organise.ts';
import { readMeeting } from './read-meeting.ts';
import { answerMeeting, proposeTopic } from './take-part.ts';

interface At {
  readonly organisationId: string;
  readonly actorId: string;
}

interface DemoMeeting {
  readonly kind: MeetingKind;
  readonly title: string;
  readonly place: string;
}

export interface DemoMeetings {
  readonly past: DemoMeeting;
  readonly coming: DemoMeeting;
}

/** What a station says. */
export interface DemoSayings {
  /** with the minutes that each takes */
  readonly topics: readonly (readonly [string, number])[];
  /** due in so many days, or days ago; done where it says what came out */
  readonly items: readonly { readonly title: string; readonly dueInDays: number; readonly done?: string }[];
}

interface DemoParty extends At {
  readonly workerId: string;
  readonly said: DemoSayings;
}

/** What organisations tell each other at some time. */
type ExchangeAt = (at: Services) => { readonly deliveries: Deliveries };

interface Demo {
  readonly allianceId: string;
  readonly host: At;
  readonly stations: readonly DemoParty[];
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const PAST_DAYS = 49;
const DONE_DAYS = 12;
const COMING_DAYS = 6;

/** A meeting of some weeks ago, after which each station took something on, and the next one, which takes that up. */
export async function seedMeetings(
  services: Services,
  demo: Demo,
  { meetings, exchangeAt }: { meetings: DemoMeetings; exchangeAt: ExchangeAt },
): Promise<void> {
  const { host, stations } = demo;
  /** what the stations say reaches the host, and what it makes of it the stations */
  const tell = async (at: Services) => {
    const { deliveries } = exchangeAt(at);
    for (const { organisationId } of [...stations, host, ...stations])
      await deliveries.deliverDue(organisationId);
  };
  await holdPast(services, demo, { meeting: meetings.past, tell });
  const coming = await call(services, demo, { meeting: meetings.coming, inDays: COMING_DAYS, tell });
  for (const { said, ...at } of stations)
    for (const [title, minutes] of said.topics)
      await seedWork(services, at).change((change) =>
        proposeTopic(change, coming, { id: newId(), title, minutes }),
      );
  await tell(services);
}

type Tell = (at: Services) => Promise<void>;

/** Each station took something on, and everybody came. */
async function holdPast(
  services: Services,
  demo: Demo,
  { meeting, tell }: { meeting: DemoMeeting; tell: Tell },
): Promise<void> {
  const { host, stations } = demo;
  const past = await call(services, demo, { meeting, inDays: -PAST_DAYS - 1, tell });
  const then = inThePast(services, PAST_DAYS);
  for (const { workerId, said, ...at } of stations)
    for (const { title, dueInDays, done } of said.items) {
      const item = { id: newId(), title, organisationId: at.organisationId, ownerId: workerId };
      await seedWork(then, { ...at, actorId: workerId }).change((change) =>
        recordItem(change, past, { ...item, dueOn: dueDay(change, services, dueInDays) }),
      );
      if (done === undefined) continue;
      const doer = { accountId: workerId, sessionId: '', organisationId: at.organisationId, permissions: {} };
      await seedWork(inThePast(services, DONE_DAYS), { ...at, actorId: workerId }).change((change) =>
        completeItem(change, doer, { id: item.id, body: { note: done } }),
      );
    }
  await tell(then);
  await seedWork(then, host).change(async (change) => {
    const { parties } = await readMeeting(change, past);
    const attendeeIds = parties.flatMap(({ people }) => people.map(({ id }) => id));
    await markAttendees(change, past, { came: attendeeIds, absent: [] });
  });
}

function dueDay({ timeZone }: Change, services: Services, days: number): string {
  return daysAfter(dayIn(timeZone, services.clock()), days);
}

/** Called by the host two weeks before; the first station's people have not answered where it is still to come. @returns its id */
async function call(
  services: Services,
  { allianceId, host, stations }: Demo,
  { meeting, inDays, tell }: { meeting: DemoMeeting; inDays: number; tell: Tell },
): Promise<string> {
  const id = newId();
  const day = new Date(services.clock().getTime() + inDays * DAY_MS).setUTCHours(6, 0, 0, 0);
  const times = {
    startsAt: new Date(day).toISOString(),
    endsAt: new Date(day + 2 * HOUR_MS).toISOString(),
  };
  const before = inThePast(services, Math.max(1, -inDays + 14));
  await seedWork(before, host).change((change) =>
    planMeeting(change, { id, allianceId, ...meeting, ...times }),
  );
  await tell(before);
  const answering = inDays < 0 ? stations : stations.slice(1);
  for (const { workerId, ...at } of answering)
    await seedWork(before, { ...at, actorId: workerId }).change((change) =>
      answerMeeting(change, workerId, { id, body: { isComing: true } }),
    );
  await tell(before);
  return id;
}
