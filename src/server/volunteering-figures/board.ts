import type { VolunteeringBoardView } from '../../contract/volunteering-figures.ts';
import type { AbsenceReason } from '../../domain/volunteers/attendance.ts';
import { daysAfter } from '../../domain/calendar/calendar-event.ts';
import type { QualificationKind } from '../../domain/volunteers/qualification.ts';
import { countServiceDues, listAbsent, listEverServed } from '../attendance/public.ts';
import { listExpected, listUnfilled } from '../opportunities/public.ts';
import type { RowOf } from '../platform/database/statement.ts';
import { dayIn } from '../platform/work/organisation-day.ts';
import type { Reading } from '../platform/work/work.ts';
import { listExpiring, readCandidates } from '../volunteers/public.ts';

const DAY_MS = 86_400_000;
const COMING_DAYS = 14;
const EXPIRING_DAYS = 60;
const BACK_DAYS = 30;
/** As many of each as somebody looks at in a morning. */
const MOST = 20;

/** What a coordinator looks at first; names are read and recorded of those alone who stand there. */
export async function readBoard(reading: Reading): Promise<VolunteeringBoardView> {
  const { organisationId, now, timeZone } = reading;
  const after = (days: number) => new Date(now.getTime() + days * DAY_MS);
  const today = dayIn(timeZone, now);
  const coming = { organisationId, from: now, until: after(COMING_DAYS) };
  const [dues, [unfilled, expected, expiring, absent]] = await Promise.all([
    countServiceDues(reading),
    reading.all(
      listUnfilled({ ...coming, limit: MOST }),
      // a check that ends is judged at every shift until then
      listExpected({ ...coming, until: after(EXPIRING_DAYS) }),
      listExpiring({ organisationId, from: today, until: daysAfter(today, EXPIRING_DAYS) }),
      listAbsent({ organisationId, from: after(-BACK_DAYS), until: now, limit: MOST }),
    ),
  ]);
  const soon = expected.filter(({ starts_at: startsAt }) => startsAt <= coming.until);
  const newcomers = await neverServed(reading, soon);
  const shownEnding = weightiest(timeZone, expiring, expected).slice(0, MOST);
  const shownNew = newcomers.slice(0, MOST);
  const volunteerIds = [
    ...new Set(
      [...shownEnding.map(({ row }) => row), ...shownNew, ...absent].map(({ volunteer_id: id }) => id),
    ),
  ];
  const people = await readCandidates(reading, volunteerIds);
  await reading.audited({
    action: 'volunteering.board',
    subjectKind: 'volunteer',
    subjectIds: volunteerIds,
  });
  const personOf = (id: string) => ({ volunteerId: id, name: people.get(id)?.name ?? null });
  const at = (row: { shift_id: string; title: string; starts_at: Date }) => ({
    shiftId: row.shift_id,
    title: row.title,
    startsAt: row.starts_at.toISOString(),
  });
  return {
    unfilled: unfilled.map(viewUnfilled),
    unfilledTotal: unfilled[0]?.total ?? 0,
    dues,
    expiring: shownEnding.map(({ row, next, isAfter }) => ({
      ...personOf(row.volunteer_id),
      kind: row.kind as QualificationKind,
      code: row.code,
      validUntil: row.valid_until,
      nextShift: next === undefined ? null : { ...at(next), isAfter },
    })),
    expiringTotal: expiring.length,
    absent: absent.map((row) => ({
      ...personOf(row.volunteer_id),
      ...at(row),
      reason: row.reason as AbsenceReason,
    })),
    absentTotal: absent[0]?.total ?? 0,
    firstTimers: shownNew.map((row) => ({ ...personOf(row.volunteer_id), ...at(row) })),
    firstTimersTotal: newcomers.length,
  };
}

/** What ends, each with the shift that it matters to: what ends before one stands first, then what is of somebody who has one. */
function weightiest(
  timeZone: string,
  expiring: readonly RowOf<ReturnType<typeof listExpiring>>[],
  expected: readonly RowOf<ReturnType<typeof listExpected>>[],
) {
  const shiftsOf = Map.groupBy(expected, ({ volunteer_id: id }) => id);
  const ending = expiring.map((row) => {
    const shifts = shiftsOf.get(row.volunteer_id) ?? [];
    const beyond = shifts.find(({ starts_at: at }) => dayIn(timeZone, at) > row.valid_until);
    return { row, next: beyond ?? shifts[0], isAfter: beyond !== undefined };
  });
  const weight = ({ next, isAfter }: (typeof ending)[number]) => (isAfter ? 0 : next === undefined ? 2 : 1);
  return ending.toSorted((one, other) => weight(one) - weight(other));
}

function viewUnfilled(
  row: RowOf<ReturnType<typeof listUnfilled>>,
): VolunteeringBoardView['unfilled'][number] {
  return {
    shiftId: row.id,
    title: row.title,
    siteName: row.site_name,
    startsAt: row.starts_at.toISOString(),
    endsAt: row.ends_at.toISOString(),
    capacity: row.capacity,
    missing: row.missing,
  };
}

/** Each at the first of their shifts. */
async function neverServed<Row extends { readonly volunteer_id: string }>(
  { all, organisationId }: Pick<Reading, 'all' | 'organisationId'>,
  expected: readonly Row[],
): Promise<Row[]> {
  const firstOf = new Map(expected.toReversed().map((row) => [row.volunteer_id, row]));
  const [served] = await all(listEverServed({ organisationId, volunteerIds: [...firstOf.keys()] }));
  const known = new Set(served.map(({ volunteer_id: id }) => id));
  return expected.filter((row) => firstOf.get(row.volunteer_id) === row && !known.has(row.volunteer_id));
}
