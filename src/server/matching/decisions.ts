import type {
  DecideMatch,
  ListMatchCandidates,
  MatchCandidateView,
  MatchView,
} from '../../contract/matches.ts';
import type { BodyOf, QueryOf } from '../../contract/operation.ts';
import { bilingual } from '../../domain/language.ts';
import { Allotment } from '../../domain/matching/allotment.ts';
import { fixedPairs, mayFix } from '../../domain/matching/decided.ts';
import { whyNotAt, type WhyNot } from '../../domain/matching/explain.ts';
import { Judge } from '../../domain/matching/judge.ts';
import { type MatchPair, numberPairs, placeKey } from '../../domain/matching/match-problem.ts';
import { fitOf, worthOf } from '../../domain/matching/worth.ts';
import { nameOfRequirement } from '../../domain/volunteers/qualification-words.ts';
import { newId } from '../platform/database/ids.ts';
import type { RowOf } from '../platform/database/statement.ts';
import { AppError } from '../platform/work/errors.ts';
import type { Change, Reading } from '../platform/work/work.ts';
import { matcherOf, type ShiftCandidate } from '../volunteers/public.ts';
import { findMatch, holdMatch } from './matches.ts';
import { type ReadProblem, readProblem } from './read-problem.ts';
import * as sql from './sql.ts';
import { insteadOf, personOf, readShifts } from './views.ts';

type PairRow = RowOf<ReturnType<typeof sql.listPairs>>;

/** A match as it stands now, and what was fixed in it. */
interface Standing extends ReadProblem {
  readonly judge: Judge;
  readonly fixed: readonly MatchPair[];
}

function stand(read: ReadProblem): Standing {
  const judge = new Judge(read.problem);
  return { ...read, judge, fixed: fixedPairs(read.problem, judge) };
}

/** Who is at which place, by the proposal and by hand. */
function pairsOf({ problem }: ReadProblem, rows: readonly PairRow[]): MatchPair[] {
  const given = rows.filter(({ decision }) => decision !== 'barred');
  return numberPairs(
    problem,
    given.map((row) => ({ shiftId: row.shift_id, role: row.role, volunteerId: row.volunteer_id })),
  );
}

const MOST_SHOWN = 100;

/** @throws AppError not_found, match_place_unknown */
export async function listCandidates(
  reading: Reading,
  matchId: string,
  { shiftId, role = '', q }: QueryOf<typeof ListMatchCandidates>,
): Promise<{ items: MatchCandidateView[]; total: number }> {
  const { organisationId } = reading;
  const [[match], pairs] = await reading.all(
    sql.readMatch({ organisationId, matchId }),
    sql.listPairs({ organisationId, matchId }),
  );
  if (match === undefined) throw new AppError('not_found');
  const standing = stand(await readProblem(reading, match));
  const allotment = new Allotment(standing.problem, pairsOf(standing, pairs));
  const place = placeIn(standing, { shiftId, role });
  const isWanted = q === undefined || q.trim() === '' ? () => true : matcherOf(q);
  const rated = standing.people
    .map((person, volunteer) => ({ person, volunteer }))
    .filter(({ person }) => isWanted(person))
    .map(({ person, volunteer }) => rate({ ...standing, allotment }, { place, volunteer }, person))
    .sort((left, right) => left.rank - right.rank || right.worth - left.worth);
  const shown = rated.slice(0, MOST_SHOWN);
  const shifts = await readShifts(
    reading,
    shown.flatMap(({ why }) => why?.instead?.shiftId ?? []),
  );
  const person = personOf(new Map(standing.people.map((one) => [one.id, one])));
  await reading.audited({
    action: 'match.read',
    subjectKind: 'volunteer',
    subjectIds: shown.map(({ id }) => id),
  });
  return {
    total: rated.length,
    items: shown.map(({ id, why, mayBeFixed, fit }) => ({
      ...person(id),
      mayBeFixed,
      reason: why?.reason ?? null,
      missing: why?.missing ?? null,
      instead: insteadOf(shifts, why?.instead),
      fit,
    })),
  };
}

/** Who could come, who got something else, whom a wish or their own days keep away, and whom nobody may put there. */
function rate(
  { problem, judge, allotment, fixed }: Standing & { readonly allotment: Allotment },
  pair: MatchPair,
  { id }: ShiftCandidate,
) {
  const [place, volunteer] = [problem.places[pair.place], problem.volunteers[pair.volunteer]];
  if (place === undefined || volunteer === undefined) throw new RangeError('no such pair');
  const isThere = allotment.volunteersAt(pair.place).includes(pair.volunteer);
  const why: WhyNot | undefined = isThere ? undefined : whyNotAt(problem, { judge, allotment, ...pair });
  const mayBeFixed = mayFix(problem, judge, pair, fixed);
  const rank = rankOf(why?.reason, mayBeFixed);
  return {
    id,
    why,
    mayBeFixed,
    rank,
    fit: fitOf(place, volunteer),
    worth: worthOf(problem.options, place, volunteer),
  };
}

function rankOf(reason: WhyNot['reason'] | undefined, mayBeFixed: boolean): number {
  if (reason === undefined || reason === 'possible') return 0;
  if (!mayBeFixed) return reason === 'there' ? 4 : 3;
  return reason === 'taken' || reason === 'week_given' ? 1 : 2;
}

function placeIn({ problem }: Standing, wanted: { shiftId: string; role: string }): number {
  const at = problem.places.findIndex((place) => placeKey(place) === placeKey(wanted));
  if (at === -1) throw new AppError('match_place_unknown');
  return at;
}

/**
 * What was decided stays until it is decided otherwise, whatever is solved; nobody is told before the match is accepted.
 * @throws AppError not_found, match_busy, match_ended, match_place_unknown, match_place_full, match_not_fit
 */
export async function decideMatch(
  change: Change,
  matchId: string,
  { shiftId, role = '', volunteerId, decision, insteadOf: replaced }: BodyOf<typeof DecideMatch>,
): Promise<MatchView> {
  const { organisationId, now } = change;
  const match = await holdMatch(change, matchId, 'decide');
  const of = { organisationId, matchId, shiftId, role };
  const [pairs] = await change.all(sql.listPairsAt({ organisationId, matchId, shiftIds: [shiftId] }));
  const here = pairs.filter((pair) => pair.role === role && pair.decision === 'fixed');
  const decided = (id: string) =>
    pairs.find((pair) => pair.role === role && pair.volunteer_id === id)?.decision;
  // said twice, it is said; another would have to be solved again for nothing
  if (decided(volunteerId) === decision && (replaced === undefined || decided(replaced) === 'barred'))
    return findMatch(change, matchId);
  // who has left since holds no place, and is let go of without being there
  const named = [
    volunteerId,
    ...here.map((pair) => pair.volunteer_id),
    ...(replaced === undefined ? [] : [replaced]),
  ];
  const standing = stand(await readProblem(change, match, [...new Set(named)]));
  const place = placeIn(standing, { shiftId, role });
  const numberOf = (id: string) => standing.problem.volunteers.findIndex((one) => one.id === id);
  const volunteer = numberOf(volunteerId);
  if (volunteer === -1 && decision !== 'open') throw new AppError('not_found');
  const decide = (id: string, decided: 'fixed' | 'barred') =>
    change.push(
      sql.decidePair({ ...of, volunteerId: id, decision: decided, signUpId: newId(now.getTime()) }),
    );
  if (replaced !== undefined && numberOf(replaced) !== -1) decide(replaced, 'barred');
  else if (replaced !== undefined) change.push(sql.dropPair({ ...of, volunteerId: replaced }));
  if (decision === 'open') change.push(sql.dropPair({ ...of, volunteerId }));
  else decide(volunteerId, decision);
  if (decision === 'fixed') {
    refuseFixing(standing, { place, volunteer });
    const others = standing.fixed.filter(
      (pair) => pair.place === place && ![volunteer, numberOf(replaced ?? '')].includes(pair.volunteer),
    );
    if (others.length >= (standing.problem.places[place]?.free ?? 0)) throw new AppError('match_place_full');
  }
  change.push(sql.markStale({ organisationId, matchId, version: match.version + 1 }));
  change.audit({
    action: 'match.decide',
    subjectKind: 'volunteer',
    subjectIds: [volunteerId, ...(replaced === undefined ? [] : [replaced])],
    detail: { match: matchId, decision },
  });
  return findMatch(change, matchId);
}

/** @throws AppError match_not_fit */
function refuseFixing({ problem, judge, fixed }: Standing, pair: MatchPair): void {
  if (mayFix(problem, judge, pair, fixed)) return;
  const { place, volunteer } = pair;
  const missing = judge.missing(place, volunteer).map(nameOfRequirement);
  const shiftId = problem.places[place]?.shiftId;
  const isThere = problem.volunteers[volunteer]?.engaged.some((one) => one.shiftId === shiftId) === true;
  const lacks = bilingual(
    `缺少${missing.map(({ zh }) => zh).join('、')}`,
    `lacks ${missing.map(({ en }) => en).join(', ')}`,
  );
  const why =
    missing.length > 0
      ? lacks
      : isThere
        ? bilingual('已经报名了这个班次', 'signed up for this shift already')
        : bilingual('那时已有别的班次', 'has another shift at that time');
  throw new AppError('match_not_fit', { parameters: { why } });
}
