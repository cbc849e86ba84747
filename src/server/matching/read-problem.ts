import { daysAfter } from '../../domain/calendar/calendar-event.ts';
import { clockTimeIn } from '../../domain/calendar/clock-time.ts';
import { weekdayOf } from '../../domain/calendar/weekday.ts';
import { MATCH_OPTIONS, type MatchOptions } from '../../domain/matching/match-options.ts';
import type {
  ClockSpan,
  Engagement,
  MatchDecision,
  MatchPlace,
  MatchProblem,
  MatchVolunteer,
} from '../../domain/matching/match-problem.ts';
import { countServed, listServing } from '../attendance/public.ts';
import { countHelped } from '../groups/public.ts';
import { listEngagements, listLeft, listMatchedPlaces, requirementsOf } from '../opportunities/public.ts';
import type { RowOf } from '../platform/database/statement.ts';
import { AppError } from '../platform/work/errors.ts';
import { dayIn, instantsOf } from '../platform/work/organisation-day.ts';
import type { Reading } from '../platform/work/work.ts';
import { readAccepted, readCandidates, type ShiftCandidate } from '../volunteers/public.ts';
import * as sql from './sql.ts';

const MOST_PLACES = 3_000;
const MOST_VOLUNTEERS = 5_000;
const EVERYBODY = 1_000_000;
const DAY_MS = 86_400_000;
/** what somebody served in so many days is what they have done of late */
const LATE_DAYS = 90;
const YEAR_DAYS = 366;
/** A week that begins before the first day of the match, or ends after the last, is looked at whole. */
const BESIDE_DAYS = 8;

type MatchRow = RowOf<ReturnType<typeof sql.readMatch>>;

/** As they were written: what a later version knows has its usual value. */
export function optionsOf(written: unknown): MatchOptions {
  const { wishes, ...others } = written as Partial<MatchOptions>;
  return { ...MATCH_OPTIONS, ...others, wishes: { ...MATCH_OPTIONS.wishes, ...wishes } };
}

export interface ReadProblem {
  readonly problem: MatchProblem;
  /** by their numbers in the problem */
  readonly people: readonly ShiftCandidate[];
}

type Access = Pick<Reading, 'all' | 'organisationId' | 'keys' | 'timeZone' | 'now'>;

/**
 * Places, volunteers and decisions as they are now.
 * @param only of these volunteers; left out: all
 * @throws AppError match_too_large
 */
export async function readProblem(
  access: Access,
  match: MatchRow,
  only?: readonly string[],
): Promise<ReadProblem> {
  const { organisationId, timeZone, now } = access;
  const between = instantsOf(timeZone, { from: match.from_day, until: match.until_day });
  const { programme, opportunity_ids: opportunityIds } = match;
  const [placeRows, pairs] = await access.all(
    listMatchedPlaces({
      organisationId,
      ...between,
      now,
      programme,
      opportunityIds,
      limit: MOST_PLACES + 1,
    }),
    sql.listPairs({ organisationId, matchId: match.id }),
  );
  const people = await readPeople(access, only);
  if (placeRows.length > MOST_PLACES || people.length > MOST_VOLUNTEERS)
    throw new AppError('match_too_large');
  const beside = {
    from: new Date(between.from.getTime() - BESIDE_DAYS * DAY_MS),
    until: new Date(between.until.getTime() + BESIDE_DAYS * DAY_MS),
  };
  const ago = (days: number) => new Date(now.getTime() - days * DAY_MS);
  const unique = (ids: readonly string[]) => [...new Set(ids)];
  const asked = {
    organisationId,
    since: ago(YEAR_DAYS),
    opportunityIds: unique(placeRows.map((row) => row.opportunity_id)),
  };
  const [engaged, left, served, helped, serving] = await access.all(
    listEngagements({ organisationId, ...beside }),
    listLeft({ organisationId, shiftIds: unique(placeRows.map((row) => row.shift_id)) }),
    countServed(asked),
    countHelped(asked),
    listServing({ organisationId, from: ago(LATE_DAYS), until: now, minimumMinutes: 1, limit: EVERYBODY }),
  );
  const clock = weekClock(timeZone);
  const known: KnownOf = {
    between: { from: between.from < now ? now : between.from, until: between.until },
    engaged: Map.groupBy(engaged, (row) => row.volunteer_id),
    left: Map.groupBy(left, (row) => row.volunteer_id),
    served: Map.groupBy(served, (row) => row.volunteer_id),
    helped: Map.groupBy(helped, (row) => row.volunteer_id),
    minutes: new Map(serving.map((row) => [row.volunteer_id, row.minutes])),
    engagementOf: (row) => engagementOf(clock, row),
  };
  return {
    people,
    problem: {
      options: optionsOf(match.options),
      places: placeRows.map((row) => placeOf(timeZone, clock, row)),
      volunteers: people.map((person) => volunteerOf(person, known)),
      decisions: pairs.flatMap(decisionOf),
    },
  };
}

async function readPeople(access: Access, only: readonly string[] | undefined): Promise<ShiftCandidate[]> {
  if (only === undefined) return readAccepted(access, MOST_VOLUNTEERS + 1);
  return [...(await readCandidates(access, only)).values()].filter(({ state }) => state === 'accepted');
}

type PairRow = RowOf<ReturnType<typeof sql.listPairs>>;

function decisionOf({
  decision,
  shift_id: shiftId,
  role,
  volunteer_id: volunteerId,
}: PairRow): MatchDecision[] {
  return decision === 'fixed' || decision === 'barred' ? [{ decision, shiftId, role, volunteerId }] : [];
}

/** The Monday of an instant's week. */
type WeekClock = (instant: Date) => string;

/** Remembers days: a calendar is asked thousands of times for a few dozen of them. */
function weekClock(timeZone: string): WeekClock {
  const weeks = new Map<string, string>();
  return (instant) => {
    const day = dayIn(timeZone, instant);
    const week = weeks.get(day) ?? daysAfter(day, 1 - weekdayOf(day));
    weeks.set(day, week);
    return week;
  };
}

interface TimedRow {
  readonly shift_id: string;
  readonly site_id: string;
  readonly starts_at: Date;
  readonly ends_at: Date;
}

function engagementOf(week: WeekClock, row: TimedRow): Engagement {
  return {
    shiftId: row.shift_id,
    siteId: row.site_id,
    startsAt: row.starts_at.getTime(),
    endsAt: row.ends_at.getTime(),
    week: week(row.starts_at),
  };
}

type PlaceRow = RowOf<ReturnType<typeof listMatchedPlaces>>;

function placeOf(timeZone: string, week: WeekClock, row: PlaceRow): MatchPlace {
  return {
    ...engagementOf(week, row),
    role: row.role,
    opportunityId: row.opportunity_id,
    regionCode: row.region_code,
    category: row.category,
    requirements: requirementsOf(row.requirements),
    free: row.free,
    spans: spansOf(timeZone, row.starts_at, row.ends_at),
  };
}

/** A shift over midnight is on two days, and on three where the clocks are put forward. */
function spansOf(timeZone: string, startsAt: Date, endsAt: Date): ClockSpan[] {
  const [day = '', from = ''] = clockTimeIn(timeZone, startsAt.toISOString()).split('T');
  const [lastDay = '', until = ''] = clockTimeIn(timeZone, endsAt.toISOString()).split('T');
  const spans: ClockSpan[] = [];
  for (let on = day; on <= lastDay; on = daysAfter(on, 1)) {
    const span = { day: on, from: on === day ? from : '00:00', to: on === lastDay ? until : '24:00' };
    if (span.to > span.from) spans.push(span);
  }
  return spans;
}

interface KnownOf {
  /** of the match, as far as it is to come: what is over counts where it is recorded */
  readonly between: { readonly from: Date; readonly until: Date };
  readonly engaged: ReadonlyMap<string, readonly RowOf<ReturnType<typeof listEngagements>>[]>;
  readonly left: ReadonlyMap<string, readonly RowOf<ReturnType<typeof listLeft>>[]>;
  readonly served: ReadonlyMap<string, readonly RowOf<ReturnType<typeof countServed>>[]>;
  readonly helped: ReadonlyMap<string, readonly RowOf<ReturnType<typeof countHelped>>[]>;
  readonly minutes: ReadonlyMap<string, number>;
  readonly engagementOf: (row: TimedRow) => Engagement;
}

function volunteerOf(person: ShiftCandidate, known: KnownOf): MatchVolunteer {
  const { id, birthDate, skills, qualifications, categories, regionCode, availability } = person;
  const engaged = (known.engaged.get(id) ?? []).map(known.engagementOf);
  const { from, until } = known.between;
  const promised = engaged
    .filter(({ startsAt }) => startsAt >= from.getTime() && startsAt < until.getTime())
    .reduce((sum, { startsAt, endsAt }) => sum + (endsAt - startsAt) / 60_000, 0);
  return {
    id,
    birthDate,
    skills,
    qualifications,
    categories,
    regionCode,
    availability,
    engaged,
    leftShiftIds: (known.left.get(id) ?? []).map((row) => row.shift_id),
    minutes: (known.minutes.get(id) ?? 0) + promised,
    servedAt: byOpportunity(known.served.get(id)),
    helpedAt: byOpportunity(known.helped.get(id)),
  };
}

function byOpportunity(
  rows: readonly { readonly opportunity_id: string | null; readonly count: number }[] = [],
): Readonly<Record<string, number>> {
  return Object.fromEntries(rows.map((row) => [row.opportunity_id ?? '', row.count]));
}
