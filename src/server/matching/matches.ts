import type {
  CreateMatchBody,
  ListMatches,
  ListMatchPlaces,
  MatchPlaceView,
  MatchView,
  SolveMatch,
} from '../../contract/matches.ts';
import type { BodyOf, QueryOf } from '../../contract/operation.ts';
import { type MatchStep, mayStep, type MatchState } from '../../domain/matching/match-life.ts';
import { daysAfter } from '../../domain/calendar/calendar-event.ts';
import type { MatchOptions } from '../../domain/matching/match-options.ts';
import { INSTANT, readCursor, UUID, writeCursor } from '../platform/http/cursor.ts';
import { AppError } from '../platform/work/errors.ts';
import type { Change, Reading } from '../platform/work/work.ts';
import { optionsOf } from './read-problem.ts';
import * as sql from './sql.ts';
import { viewMatch, viewMatches, viewPlaces } from './views.ts';

const MOST_DAYS = 92;

/** What was not entered has its usual value. @throws AppError invalid_request */
export async function createMatch(
  change: Change,
  accountId: string,
  { id: matchId, from, until, programme = '', opportunityIds = [], ...entered }: CreateMatchBody,
): Promise<MatchView> {
  const { organisationId, now } = change;
  const refuse = (code: 'match_days_turned_round' | 'match_days_too_many') => {
    throw new AppError('invalid_request', { fields: [{ path: '/until', code }] });
  };
  if (until < from) refuse('match_days_turned_round');
  if (until >= daysAfter(from, MOST_DAYS)) refuse('match_days_too_many');
  const { title = '' } = entered;
  const options = JSON.stringify(withEntered(optionsOf({}), entered.options));
  const matched = { title: title.trim(), from, until, programme: programme.trim(), opportunityIds };
  change.push(sql.insertMatch({ organisationId, matchId, ...matched, options, by: accountId, now }));
  change.audit({ action: 'match.create', subjectKind: 'match', subjectIds: [matchId] });
  change.ring('solve-matches');
  return findMatch(change, matchId);
}

type EnteredOptions = CreateMatchBody['options'];

function withEntered(options: MatchOptions, entered: EnteredOptions): MatchOptions {
  return { ...options, ...entered, wishes: { ...options.wishes, ...entered?.wishes } };
}

/** @throws AppError not_found */
export async function findMatch(
  access: Pick<Reading, 'all' | 'organisationId' | 'keys'>,
  matchId: string,
): Promise<MatchView> {
  const [[row]] = await access.all(sql.readMatch({ organisationId: access.organisationId, matchId }));
  if (row === undefined) throw new AppError('not_found');
  return viewMatch(access, row);
}

/** The latest first. */
export async function listMatches(
  reading: Reading,
  { limit = 50, after }: QueryOf<typeof ListMatches>,
): Promise<{ items: MatchView[]; next: string | null }> {
  const { organisationId } = reading;
  const [before] = after === undefined ? [] : readCursor(after, [UUID]);
  const [rows] = await reading.all(sql.listMatches({ organisationId, before, limit: limit + 1 }));
  const items = await viewMatches(reading, rows.slice(0, limit));
  const last = items.at(-1);
  return { items, next: rows.length > limit && last !== undefined ? writeCursor([last.id]) : null };
}

/** @throws AppError not_found, cursor_invalid */
export async function listMatchPlaces(
  reading: Reading,
  matchId: string,
  { limit = 50, after, open = false, opportunityId }: QueryOf<typeof ListMatchPlaces>,
): Promise<{ items: MatchPlaceView[]; next: string | null }> {
  const { organisationId } = reading;
  const of = { organisationId, matchId };
  const [afterStart, afterShift, afterRole] =
    after === undefined ? [] : readCursor(after, [INSTANT, UUID, () => true]);
  const mark = { afterStart, afterShift, afterRole };
  const [[match], found] = await reading.all(
    sql.readMatch(of),
    sql.listPlaces({ ...of, onlyOpen: open || undefined, opportunityId, ...mark, limit: limit + 1 }),
  );
  if (match === undefined) throw new AppError('not_found');
  const rows = found.slice(0, limit);
  const [pairs] = await reading.all(
    sql.listPairsAt({ ...of, shiftIds: [...new Set(rows.map((row) => row.shift_id))] }),
  );
  const { items, volunteerIds } = await viewPlaces(reading, rows, pairs);
  await reading.audited({ action: 'match.read', subjectKind: 'volunteer', subjectIds: volunteerIds });
  const last = found.length > limit ? rows.at(-1) : undefined;
  const next =
    last === undefined ? null : writeCursor([last.starts_at.toISOString(), last.shift_id, last.role]);
  return { items, next };
}

/** Held, where what is wanted may be done with it. @throws AppError not_found, match_busy, match_ended, match_unfinished */
export async function holdMatch(change: Change, matchId: string, step: MatchStep) {
  const row = await change.first(sql.lockMatch({ organisationId: change.organisationId, matchId }));
  if (row === undefined) throw new AppError('not_found');
  const state = row.state as MatchState;
  if (mayStep(state, step)) return row;
  if (state === 'accepting' || state === 'accepted') throw new AppError('match_ended');
  throw new AppError(state === 'queued' || state === 'solving' ? 'match_busy' : 'match_unfinished');
}

/** @throws AppError not_found, match_busy, match_ended */
export async function solveMatch(
  change: Change,
  matchId: string,
  body: BodyOf<typeof SolveMatch>,
): Promise<MatchView> {
  const { organisationId, now } = change;
  const row = await holdMatch(change, matchId, 'solve');
  const options = JSON.stringify(withEntered(optionsOf(row.options), body?.options));
  const { turn, version } = row;
  change.push(
    sql.queueMatch({ organisationId, matchId, options, turn: turn + 1, version: version + 1, now }),
  );
  change.audit({ action: 'match.solve', subjectKind: 'match', subjectIds: [matchId] });
  change.ring('solve-matches');
  return findMatch(change, matchId);
}

/** Ended twice, or come to its end meanwhile, it is as it is. @throws AppError not_found */
export async function cancelMatch(change: Change, matchId: string): Promise<MatchView> {
  const { organisationId, now } = change;
  const row = await change.first(sql.lockMatch({ organisationId, matchId }));
  if (row === undefined) throw new AppError('not_found');
  if (mayStep(row.state as MatchState, 'cancel')) {
    const version = row.version + 1;
    change.push(sql.moveMatch({ organisationId, matchId, state: 'cancelled', version, now }));
    change.audit({ action: 'match.cancel', subjectKind: 'match', subjectIds: [matchId] });
  }
  return findMatch(change, matchId);
}

/** Who reads the proposal anew meanwhile accepts another one. @throws AppError not_found, version_conflict, match_busy, match_ended, match_stale */
export async function acceptMatch(
  change: Change,
  { matchId, accountId, version }: { matchId: string; accountId: string; version: number },
): Promise<MatchView> {
  const { organisationId, now } = change;
  const known = await change.first(sql.lockMatch({ organisationId, matchId }));
  if (known?.accepted_by === accountId && known.accepted_at !== null)
    // the answer was lost on the way
    return findMatch(change, matchId);
  const row = await holdMatch(change, matchId, 'accept');
  if (row.version !== version) {
    const current = await viewMatch(change, row);
    throw new AppError('version_conflict', { parameters: { fields: 'state' }, extra: { current } });
  }
  if (row.is_stale) throw new AppError('match_stale');
  change.push(sql.acceptMatch({ organisationId, matchId, by: accountId, version: version + 1, now }));
  change.audit({ action: 'match.accept', subjectKind: 'match', subjectIds: [matchId] });
  change.ring('solve-matches');
  return findMatch(change, matchId);
}
