import { daysAfter } from '../../domain/calendar/calendar-event.ts';
import type { MatchFailure } from '../../domain/matching/match-life.ts';
import type { MatchProposal } from '../../domain/matching/propose.ts';
import { placeKey } from '../../domain/matching/match-problem.ts';
import { proposePlace } from '../opportunities/public.ts';
import { systemSettings } from '../platform/database/database.ts';
import { newId } from '../platform/database/ids.ts';
import type { RowOf } from '../platform/database/statement.ts';
import { AppError } from '../platform/work/errors.ts';
import { dayIn } from '../platform/work/organisation-day.ts';
import { type Change, type Services, Work } from '../platform/work/work.ts';
import { type ReadProblem, readProblem } from './read-problem.ts';
import { runMatch } from './run-match.ts';
import * as sql from './sql.ts';

const ORIGIN = { requestId: 'solve-matches', language: 'zh-CN' } as const;
/** Whoever solves tells each second that they do: after so long their server has died. */
const DEAD_MS = 60_000;
/** One turn: another match waits no longer than this many sign-ups. */
const AT_ONCE = 200;

type Waiting = RowOf<ReturnType<typeof sql.listWaiting>>;

/** What waits to be solved or accepted. @param signal ends a solving: the next turn takes it again */
export async function workOffMatches(
  services: Services,
  organisationId: string,
  signal?: AbortSignal,
): Promise<void> {
  const work = () => new Work(services, systemSettings(organisationId), ORIGIN);
  const deadSince = new Date(services.clock().getTime() - DEAD_MS);
  const [waiting] = await work().read((reading) =>
    reading.all(sql.listWaiting({ organisationId, deadSince })),
  );
  const failures: unknown[] = [];
  // signing up takes a moment, solving half a minute
  const inOrder = waiting.toSorted((left, right) => rankOf(left) - rankOf(right));
  for (const match of inOrder) {
    if (signal?.aborted === true) break;
    const step = match.state === 'accepting' ? signUp(services, work, match) : solve(work, match, signal);
    await step.catch((error: unknown) => failures.push(error));
  }
  if (failures.length > 0) throw failures[0];
}

const rankOf = ({ state }: Waiting) => (state === 'accepting' ? 0 : 1);

type MakeWork = () => Work;

async function solve(work: MakeWork, match: Waiting, signal: AbortSignal | undefined): Promise<void> {
  const { id: matchId, turn } = match;
  const of = { organisationId: work().organisationId, matchId, turn };
  const [[claimed]] = await work().change((change) =>
    change.all(sql.claimMatch({ ...of, touchedAt: match.touched_at, now: change.now })),
  );
  if (claimed === undefined) return;
  // whoever looks at it is told that there is none; why, the log tells
  let failure: { readonly error: unknown } | undefined;
  const found = await find(work, match, signal).catch((error: unknown) => {
    failure = { error };
    return 'no_answer' as const;
  });
  if (found === undefined) return;
  await work().change(async (change) => {
    const [told, problem] = typeof found === 'string' ? [undefined, found] : [found, null];
    const { wanted = 0, filled = 0, proof = null, gap = null } = told?.proposal ?? {};
    const state = told === undefined ? 'failed' : 'solved';
    const [[finished]] = await change.all(
      sql.finishMatch({ ...of, state, wanted, filled, proof, gap, problem, now: change.now }),
    );
    // somebody ended it, or had it begun anew
    if (finished === undefined) return;
    change.push(sql.dropPlaces(of));
    change.push(sql.dropProposed(of));
    change.push(sql.forgetFits(of));
    if (told !== undefined) for (const statement of writeFound(of, told, change.now)) change.push(statement);
  });
  if (failure !== undefined) throw failure.error;
}

interface Found extends ReadProblem {
  readonly proposal: MatchProposal;
}

/** Undefined: it was ended. */
async function find(
  work: MakeWork,
  match: Waiting,
  signal: AbortSignal | undefined,
): Promise<Found | MatchFailure | undefined> {
  const { id: matchId, turn } = match;
  const of = { organisationId: work().organisationId, matchId, turn };
  let isEnded = false;
  const read = await work()
    .read((reading) => readProblem(reading, match))
    .catch((error: unknown) => {
      if (error instanceof AppError) return undefined;
      throw error;
    });
  if (read === undefined) return 'too_large';
  if (read.problem.places.length === 0) return 'nothing_open';
  if (read.problem.volunteers.length === 0) return 'nobody_accepted';
  const proposal = await runMatch(read.problem, async (progress) => {
    const [[there]] = await work().change((change) =>
      change.all(
        sql.touchMatch({
          ...of,
          step: progress?.step ?? null,
          found: progress?.filled ?? null,
          now: change.now,
        }),
      ),
    );
    isEnded = there === undefined || signal?.aborted === true;
    return !isEnded;
  });
  if (isEnded) return undefined;
  return proposal === undefined ? 'no_answer' : { ...read, proposal };
}

function writeFound(
  of: { organisationId: string; matchId: string },
  { problem, proposal }: Found,
  now: Date,
) {
  const open = new Map(proposal.open.map((one) => [placeKey(one), one]));
  const places = problem.places.map(({ shiftId, role, startsAt, opportunityId, free }) => {
    const left = open.get(placeKey({ shiftId, role }));
    return {
      shiftId,
      role,
      startsAt: new Date(startsAt),
      opportunityId,
      free,
      open: left?.open ?? 0,
      reasons: left?.reasons ?? [],
      askable: left?.askable ?? [],
    };
  });
  const pairs = proposal.proposed
    .filter(({ isFixed }) => !isFixed)
    .map((pair) => ({ ...pair, signUpId: newId(now.getTime()) }));
  const fixed = proposal.proposed.filter(({ isFixed }) => isFixed);
  return [
    ...sql.insertPlaces(of, places),
    ...sql.insertProposed(of, pairs),
    ...fixed.map((pair) => sql.noteFit({ ...of, ...pair, fit: JSON.stringify(pair.fit) })),
  ];
}

/** One after the other, each in a transaction: who cannot be signed up any more holds up nobody. */
async function signUp(services: Services, work: MakeWork, match: Waiting): Promise<void> {
  const { id: matchId, accepted_by: accountId } = match;
  const { organisationId } = work();
  const of = { organisationId, matchId };
  const [pairs, beginnings] = await work().read((reading) =>
    reading.all(sql.listToSignUp({ ...of, limit: AT_ONCE }), sql.listBeginnings(of)),
  );
  const beginsAt = new Map(
    beginnings.map((row) => [placeKey({ shiftId: row.shift_id, role: row.role }), row.starts_at]),
  );
  const failures: unknown[] = [];
  for (const pair of pairs)
    await signUpOne(work, of, {
      ...pair,
      accountId: accountId ?? '',
      beginsAt: beginsAt.get(placeKey({ shiftId: pair.shift_id, role: pair.role })),
    }).catch((error: unknown) => failures.push(error));
  if (pairs.length >= AT_ONCE && failures.length < pairs.length)
    services.bell.ring('solve-matches', organisationId);
  if (failures.length > 0) throw failures[0];
  if (pairs.length < AT_ONCE)
    await work().change(async (change) => {
      const row = await change.first(sql.lockMatch(of));
      if (row?.state !== 'accepting') return;
      change.push(sql.moveMatch({ ...of, state: 'accepted', version: row.version + 1, now: change.now }));
    });
}

interface ToSignUp {
  readonly shift_id: string;
  readonly role: string;
  readonly volunteer_id: string;
  readonly sign_up_id: string;
  readonly accountId: string;
  /** when it was solved */
  readonly beginsAt: Date | undefined;
}

async function signUpOne(
  work: MakeWork,
  of: { organisationId: string; matchId: string },
  { shift_id: shiftId, role, volunteer_id: volunteerId, sign_up_id: id, accountId, beginsAt }: ToSignUp,
): Promise<void> {
  const pair = { ...of, shiftId, role, volunteerId };
  const note = (change: Change, outcome: string) => change.push(sql.noteOutcome({ ...pair, outcome }));
  await work()
    .change(async (change) => {
      // another server did it meanwhile
      const waiting = await change.first(sql.lockToSignUp(pair));
      if (waiting === undefined) return;
      const isByHand = waiting.decision === 'fixed';
      const offered = { id, shiftId, role, volunteerId, accountId, beginsAt, isByHand };
      note(change, await proposePlace(change, offered));
      change.ring('move-up');
    })
    .catch(async (error: unknown) => {
      if (!(error instanceof AppError)) throw error;
      const outcome = error.code === 'shift_overlap' ? 'overlap' : 'unfit';
      await work().change(async (change) => note(change, outcome));
    });
}

/** Whose days are over since a month. */
export async function trimMatches(services: Services, organisationId: string): Promise<void> {
  await new Work(services, systemSettings(organisationId), ORIGIN).change(async (change) => {
    const before = daysAfter(dayIn(change.timeZone, change.now), -31);
    change.push(sql.forgetMatches({ organisationId, before }));
  });
}
