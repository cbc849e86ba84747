import type {
  FormerWorkerView,
  TalentRulesView,
  TalentWorkerView,
  WorkerRecordView,
} from '../../contract/talent.ts';
import { reachOf } from '../../domain/access/roles.ts';
import { daysAfter } from '../../domain/calendar/calendar-event.ts';
import { dutyOf, educationStanding, yearOf } from '../../domain/talent/education.ts';
import type { ProfessionalKind } from '../../domain/talent/professional-words.ts';
import { sessionMinutes, waitsForAnother } from '../../domain/talent/supervision.ts';
import { LOAD_DAYS, workloadOf } from '../../domain/talent/workload.ts';
import { RENEWAL_DAYS } from '../../domain/volunteers/qualification.ts';
import { listDisplayNames } from '../identity/public.ts';
import type { RowOf } from '../platform/database/statement.ts';
import { AppError } from '../platform/work/errors.ts';
import { dayIn } from '../platform/work/organisation-day.ts';
import type { Reading } from '../platform/work/work.ts';
import { isAway, type StaffMember } from '../staff/public.ts';
import { creditedMinutes, type CreditedMinutes, listAttending } from '../training/public.ts';
import { type FoundLoad, readLoads } from './loads.ts';
import { viewProfile } from './profiles.ts';
import { viewRecord } from './records.ts';
import { readRules } from './rules.ts';
import * as sql from './sql.ts';
import { listCounted } from './sql-supervision.ts';
import { listProfessionals } from './staff.ts';
import { listSupervisionOf, viewWaiting } from './supervision.ts';

type Standing = RowOf<ReturnType<typeof sql.listStanding>>;
type Counted = RowOf<ReturnType<typeof listCounted>>;

/** What everybody's figures are made of. */
interface Facts {
  readonly today: string;
  readonly now: Date;
  readonly timeZone: string;
  readonly rules: TalentRulesView;
  readonly profileOf: (accountId: string) => TalentWorkerView['profile'];
  readonly standingOf: (accountId: string) => readonly Standing[];
  readonly sessions: readonly Counted[];
  readonly loadOf: (accountId: string) => FoundLoad;
  /** of this year and the last, that the organisation held itself */
  readonly courses: readonly CreditedMinutes[];
}

export type Access = Pick<Reading, 'all' | 'organisationId' | 'now' | 'timeZone' | 'keys'>;

/** Everybody of the staff, by name, with the rules by which they are reckoned. */
export async function readStaff(
  reading: Access,
): Promise<{ workers: TalentWorkerView[]; rules: TalentRulesView }> {
  const staff = await listProfessionals(reading);
  const ids = staff.map(({ id }) => id);
  const facts = await readFacts(reading, { of: ids, active: ids, loadReading: reading });
  const workers = staff
    .map((member) => viewWorker(facts, member))
    .toSorted((left, right) => left.name.localeCompare(right.name, 'zh-CN'));
  return { workers, rules: facts.rules };
}

export async function listWorkers(reading: Reading): Promise<{ items: TalentWorkerView[] }> {
  return { items: (await readStaff(reading)).workers };
}

/**
 * @param mayReadSupervision an administrator reads when it was, and not what was said
 * @throws AppError not_found
 */
export async function readWorker(
  reading: Reading,
  accountId: string,
  mayReadSupervision: boolean,
): Promise<WorkerRecordView> {
  const { sessions, ...record } = await readWorkerRecord(reading, accountId, reading);
  await reading.audited({ action: 'talent.read', subjectKind: 'account', subjectIds: [accountId] });
  return { ...record, sessions: mayReadSupervision ? sessions : [] };
}

/**
 * As far as the reader reaches: of somebody themselves what is their own.
 * @param loadReading by which their load is added up: what one has taken of others' cases is one's own load, and no row of one's own
 * @throws AppError not_found
 */
export async function readWorkerRecord(
  reading: Reading,
  accountId: string,
  loadReading: Access,
): Promise<WorkerRecordView> {
  const { organisationId, keys } = reading;
  const staff = await listProfessionals(reading);
  const present = staff.find(({ id }) => id === accountId);
  const member = present ?? (await findFormer(reading, staff, accountId));
  if (member === undefined) throw new AppError('not_found');
  const active = staff.map(({ id }) => id);
  const [facts, [records], sessions] = await Promise.all([
    readFacts(reading, { of: [accountId], active, loadReading }),
    reading.all(sql.listRecords({ organisationId, accountId })),
    listSupervisionOf(reading, accountId),
  ]);
  return {
    ...viewWorker(facts, member),
    hasLeft: present === undefined,
    records: records.map((row) => viewRecord(keys, row)),
    courses: facts.courses.map(({ accountId: _, ...course }) => course),
    waitingSessions: sessions
      .filter(({ waits, recordedBy }) => waits && recordedBy === accountId)
      .map(viewWaiting),
    sessions,
  };
}

/** Whoever works here no more and of whom something is kept, by name. */
async function readFormer(
  reading: Pick<Reading, 'all' | 'organisationId'>,
  staff: readonly StaffMember[],
): Promise<FormerWorkerView[]> {
  const { organisationId } = reading;
  const [recorded, attending, names] = await reading.all(
    sql.listRecorded({ organisationId }),
    listAttending({ organisationId }),
    listDisplayNames({ organisationId }),
  );
  const kept = new Set([...recorded, ...attending].map(({ account_id: id }) => id));
  const present = new Set(staff.map(({ id }) => id));
  return names
    .filter(({ id }) => kept.has(id) && !present.has(id))
    .map(({ id, display_name: name }) => ({ accountId: id, name }))
    .toSorted((left, right) => left.name.localeCompare(right.name, 'zh-CN'));
}

export async function listFormer(reading: Reading): Promise<{ items: FormerWorkerView[] }> {
  return { items: await readFormer(reading, await listProfessionals(reading)) };
}

/** They have no role here: no load, and no supervision that is due. */
async function findFormer(
  reading: Reading,
  staff: readonly StaffMember[],
  accountId: string,
): Promise<StaffMember | undefined> {
  const found = (await readFormer(reading, staff)).find((one) => one.accountId === accountId);
  return found && { id: accountId, displayName: found.name, assignments: [], awayUntil: null };
}

/** @param of whose courses are looked for; all else is of everybody whom the reader reaches */
async function readFacts(
  reading: Access,
  {
    of,
    active,
    loadReading,
  }: { readonly of: readonly string[]; readonly active: readonly string[]; readonly loadReading: Access },
): Promise<Facts> {
  const { organisationId, now, timeZone } = reading;
  const today = dayIn(timeZone, now);
  const year = yearOf(today);
  // what was owed last year is told as well
  const days = { from: `${year - 1}-01-01`, until: `${year}-12-31` };
  const [rules, [profiles, standing, sessions], loadOf, courses] = await Promise.all([
    readRules(reading),
    reading.all(
      sql.listProfiles({ organisationId }),
      sql.listStanding({ organisationId, ...days }),
      listCounted({ organisationId, from: new Date(now.getTime() - SUPERVISION_MS) }),
    ),
    readLoads(loadReading, new Set(active)),
    creditedMinutes(reading, { accountIds: of, ...days }),
  ]);
  const profileOf = new Map(profiles.map((row) => [row.account_id, row]));
  const standingOf = Map.groupBy(standing, ({ account_id: id }) => id);
  return {
    today,
    now,
    timeZone,
    rules,
    profileOf: (id) => viewProfile(profileOf.get(id)),
    standingOf: (id) => standingOf.get(id) ?? [],
    sessions,
    loadOf,
    courses,
  };
}

const DAY_MS = 24 * 60 * 60_000;
/** Longer than a year, and than any duty. */
const SUPERVISION_MS = 400 * DAY_MS;

function viewWorker(facts: Facts, member: StaffMember): TalentWorkerView {
  const { id, displayName, awayUntil, assignments } = member;
  const profile = facts.profileOf(id);
  const standing = facts.standingOf(id);
  const qualifications = validOn(standing, facts.today);
  const away = isAway(member, facts.now);
  const hasCases = reachOf(assignments, 'case.write') !== undefined;
  return {
    accountId: id,
    name: displayName,
    awayUntil: away ? (awayUntil?.toISOString() ?? null) : null,
    profile,
    qualifications,
    expiring: expiringAround(standing, facts.today),
    waiting: standing.filter(({ state }) => state === 'waiting').length,
    workload: hasCases
      ? viewWorkload(facts, id, { weeklyMinutes: profile.weeklyMinutes, isAway: away })
      : null,
    education: viewEducation(facts, { accountId: id, standing }, yearOf(facts.today)),
    formerEducation: viewEducation(facts, { accountId: id, standing }, yearOf(facts.today) - 1),
    supervision: viewSupervision(facts, id, hasCases),
  };
}

function viewWorkload(
  { loadOf, rules, sessions, now }: Facts,
  accountId: string,
  week: { weeklyMinutes: number; isAway: boolean },
): TalentWorkerView['workload'] {
  const { load, recordedMinutes } = loadOf(accountId);
  const since = now.getTime() - LOAD_DAYS * DAY_MS;
  const supervisionMinutes = clockMinutes(
    sessions.filter((one) => one.supervisor_id === accountId && one.held_at.getTime() >= since),
  );
  const { cases, sessions: ahead, rounds, alerts } = load;
  return {
    ...workloadOf({ ...load, supervisionMinutes }, rules.weights, week),
    counts: { cases, sessions: ahead, rounds, alerts },
    recordedMinutes,
  };
}

/** What is owed in a year is owed by the registration held at its end, or today. */
function viewEducation(
  { rules, today, courses }: Facts,
  { accountId, standing }: { accountId: string; standing: readonly Standing[] },
  year: number,
): TalentWorkerView['education'] {
  const lastDay = `${year}-12-31`;
  const held = validOn(standing, lastDay < today ? lastDay : today);
  const dutyMinutes = dutyOf(
    held.map(({ code }) => code),
    rules.educationMinutes,
  );
  const ofYear = standing.filter(({ record, from_on: on }) => record === 'education' && yearOf(on) === year);
  const minutesIn = (state: string) => sumMinutes(ofYear.filter((one) => one.state === state));
  const attended = courses.filter((course) => course.accountId === accountId && yearOf(course.on) === year);
  const credited = minutesIn('confirmed') + sumMinutes(attended);
  return {
    year,
    dutyMinutes,
    creditedMinutes: credited,
    waitingMinutes: minutesIn('waiting'),
    standing: educationStanding({ dutyMinutes, creditedMinutes: credited }, year, today),
  };
}

/** What counts as received is what those who were there do not deny, and somebody else than they wrote down or confirmed; it is owed to whoever has cases. */
function viewSupervision(
  { sessions, rules, now, timeZone, today }: Facts,
  accountId: string,
  hasCases: boolean,
): TalentWorkerView['supervision'] {
  const said = sessions.filter(
    ({ participant_ids: ids, disagreeing }) =>
      ids.includes(accountId) && !(disagreeing ?? []).includes(accountId),
  );
  const waiting = said.filter((one) => isWaiting(one, accountId));
  const had = said.filter((one) => !waiting.includes(one));
  const last = had
    .map(({ held_at: at }) => at)
    .toSorted((left, right) => right.getTime() - left.getTime())[0];
  const isOfYear = ({ held_at: at }: Counted) => yearOf(dayIn(timeZone, at)) === yearOf(today);
  const received = had.filter(isOfYear);
  const given = sessions.filter((one) => one.supervisor_id === accountId && isOfYear(one));
  return {
    lastOn: last === undefined ? null : dayIn(timeZone, last),
    isDue:
      hasCases && (last === undefined || last.getTime() < now.getTime() - rules.supervisionDays * DAY_MS),
    receivedMinutes: clockMinutes(received),
    givenMinutes: clockMinutes(given),
    waitingMinutes: clockMinutes(waiting.filter(isOfYear)),
    overlappingMinutes:
      sumMinutes(received) + sumMinutes(given) - clockMinutes(received) - clockMinutes(given),
  };
}

function isWaiting(
  { participant_ids: participantIds, recorded_by: recordedBy, confirmed_by: confirmedBy }: Counted,
  accountId: string,
): boolean {
  return waitsForAnother({ participantIds, recordedBy, confirmedBy }, accountId);
}

function clockMinutes(sessions: readonly Counted[]): number {
  return sessionMinutes(sessions.map(({ held_at: heldAt, minutes }) => ({ heldAt, minutes })));
}

function validOn(standing: readonly Standing[], day: string): TalentWorkerView['qualifications'] {
  const held = standing.filter(
    ({ record, state, from_on: from, until_on: until }) =>
      record === 'qualification' && state === 'confirmed' && from <= day && (until === null || until >= day),
  );
  // one that was renewed stands once, to its later end
  return [...Map.groupBy(held, ({ code }) => code)].map(([code, rows]) => ({
    code: code as ProfessionalKind,
    until: latestEnd(rows),
  }));
}

/** Kinds whose latest end is near, or passed of late without another. */
function expiringAround(standing: readonly Standing[], today: string): number {
  const confirmed = standing.filter(
    ({ record, state }) => record === 'qualification' && state === 'confirmed',
  );
  return [...Map.groupBy(confirmed, ({ code }) => code).values()].filter((rows) => {
    const end = latestEnd(rows);
    return end !== null && end < daysAfter(today, RENEWAL_DAYS) && end >= daysAfter(today, -RENEWAL_DAYS);
  }).length;
}

/** Null: one of them has no end. */
function latestEnd(rows: readonly Standing[]): string | null {
  const ends = rows.map(({ until_on: until }) => until);
  if (ends.includes(null)) return null;
  return ends.reduce((latest, end) => ((end ?? '') > (latest ?? '') ? end : latest), ends[0] ?? null);
}

function sumMinutes(rows: readonly { readonly minutes: number | null }[]): number {
  return rows.reduce((sum, { minutes }) => sum + (minutes ?? 0), 0);
}
