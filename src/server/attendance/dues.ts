import type { ServiceDueView } from '../../contract/attendance.ts';
import type { CalendarDay } from '../../domain/people/calendar-day.ts';
import { missingOn, type MissingRequirement, NO_REQUIREMENTS } from '../../domain/volunteers/requirements.ts';
import { recordedBy, type ServiceSource } from '../../domain/volunteers/service.ts';
import type { RowOf } from '../platform/database/statement.ts';
import { dayIn } from '../platform/work/organisation-day.ts';
import type { Reading } from '../platform/work/work.ts';
import { listKeysOf, readCandidates, type SealedPerson, type ShiftCandidate } from '../volunteers/public.ts';
import { viewServed } from './services.ts';
import * as services from './sql-services.ts';

const MOST = 500;
/** What nobody looked at for a year stands in no list any more. */
const BACK_MS = 366 * 86_400_000;
/** Whoever is about to check out is not missing yet. */
const AFTER_MS = 2 * 3_600_000;

function readDues(
  { all, organisationId, now }: Pick<Reading, 'all' | 'organisationId' | 'now'>,
  limit: number,
) {
  const since = new Date(now.getTime() - BACK_MS);
  const before = new Date(now.getTime() - AFTER_MS);
  return all(
    services.listUnrecorded({ organisationId, since, before, limit }),
    services.listPending({ organisationId, limit }),
  );
}

/** How many stand in that list and whether there are more, how many of them are too late, and the day of the first; nobody is opened. */
export async function countServiceDues(
  reading: Pick<Reading, 'all' | 'organisationId' | 'now' | 'timeZone'>,
): Promise<{ count: number; isMore: boolean; overdue: number; firstDueOn: CalendarDay | null }> {
  const [unrecorded, pending] = await readDues(reading, MOST + 1);
  const dayOf = (instant: Date) => dayIn(reading.timeZone, instant);
  const days = [...unrecorded.map((row) => row.ends_at), ...pending.map((row) => row.served_until)]
    .map(dayOf)
    .sort()
    .slice(0, MOST);
  // of many times of one day the calendar is asked once
  const dueOf = new Map([...new Set(days)].map((day) => [day, recordedBy(day)]));
  const dues = days.map((day) => dueOf.get(day) ?? day);
  const today = dayOf(reading.now);
  return {
    count: dues.length,
    isMore: unrecorded.length + pending.length > MOST,
    overdue: dues.filter((dueOn) => dueOn < today).length,
    firstDueOn: dues[0] ?? null,
  };
}

/** Service that is not recorded yet, what is due first at the head. */
export async function listServiceDues(reading: Reading): Promise<{ items: ServiceDueView[] }> {
  const { organisationId } = reading;
  const [unrecorded, pending] = await readDues(reading, MOST);
  const volunteerIds = [...new Set([...unrecorded, ...pending].map((row) => row.volunteer_id))];
  const [people, [keys]] = await Promise.all([
    readCandidates(reading, volunteerIds),
    reading.all(listKeysOf({ organisationId, volunteerIds })),
  ]);
  const keyOf = new Map(keys.map((row) => [row.id, row]));
  await reading.audited({ action: 'service.due', subjectKind: 'volunteer', subjectIds: volunteerIds });
  const items = [
    ...unrecorded.map((row) => viewUnrecorded(reading, row, people.get(row.volunteer_id))),
    ...pending.map((row) =>
      viewPending(reading, row, {
        person: people.get(row.volunteer_id),
        key: keyOf.get(row.volunteer_id) ?? { id: row.volunteer_id, wrapped: null },
      }),
    ),
  ];
  return { items: items.sort(byDue).slice(0, MOST) };
}

type Place = Pick<Reading, 'keys' | 'now' | 'timeZone'>;

/** Of whom and of when, with the day until which it has to be recorded. */
function viewWhen(
  { now, timeZone }: Place,
  person: ShiftCandidate | undefined,
  { startsAt, endsAt }: { startsAt: Date; endsAt: Date },
) {
  const dueOn = recordedBy(dayIn(timeZone, endsAt));
  return {
    volunteerNumber: person?.number ?? '',
    name: person?.name ?? null,
    startsAt: startsAt.toISOString(),
    endsAt: endsAt.toISOString(),
    dueOn,
    isOverdue: dueOn < dayIn(timeZone, now),
  };
}

/** A place at a shift that is over: nothing is known, or only that somebody came. */
function viewUnrecorded(
  place: Place,
  row: RowOf<ReturnType<typeof services.listUnrecorded>>,
  person: ShiftCandidate | undefined,
): ServiceDueView {
  return {
    ...viewWhen(place, person, { startsAt: row.starts_at, endsAt: row.ends_at }),
    kind: row.is_there ? 'not_checked_out' : 'nobody_checked',
    shiftId: row.shift_id,
    signUpId: row.sign_up_id,
    serviceId: null,
    volunteerId: row.volunteer_id,
    title: row.title,
    siteName: row.site_name,
    minutes: null,
    source: null,
    reason: '',
    missing: [],
    enteredBy: null,
  };
}

function viewPending(
  place: Place,
  row: RowOf<ReturnType<typeof services.listPending>>,
  { person, key }: { person: ShiftCandidate | undefined; key: SealedPerson },
): ServiceDueView {
  const { minutes, reason, shiftId, title, siteName } = viewServed(place.keys.beside, key, row);
  return {
    ...viewWhen(place, person, { startsAt: row.served_from, endsAt: row.served_until }),
    kind: 'to_approve',
    shiftId,
    signUpId: null,
    serviceId: row.id,
    volunteerId: row.volunteer_id,
    title,
    siteName,
    minutes,
    source: row.source as ServiceSource,
    reason,
    missing: row.source === 'help' ? missingThen(place, row, person) : [],
    enteredBy: row.entered_by,
  };
}

/** What a volunteer should have had on the day on which they helped. */
function missingThen(
  { timeZone }: Place,
  row: RowOf<ReturnType<typeof services.listPending>>,
  person: ShiftCandidate | undefined,
): MissingRequirement[] {
  if (person === undefined) return [];
  const checks = row.is_with_minors ? (['minors'] as const) : [];
  return missingOn({ ...NO_REQUIREMENTS, checks }, person, dayIn(timeZone, row.served_from));
}

function byDue(left: ServiceDueView, right: ServiceDueView): number {
  return left.dueOn.localeCompare(right.dueOn) || left.endsAt.localeCompare(right.endsAt);
}
