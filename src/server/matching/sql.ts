import { sql as raw } from 'kysely';
import { insertRows } from '../platform/database/insert-rows.ts';
import { prepare, prepareVariants, query, type Statement } from '../platform/database/statement.ts';

interface InOrganisation {
  organisationId: string;
}
interface OfMatch extends InOrganisation {
  matchId: string;
}
interface OfPlace extends OfMatch {
  shiftId: string;
  role: string;
}

const columns = [
  'id',
  'title',
  'from_day',
  'until_day',
  'programme',
  'opportunity_ids',
  'options',
  'state',
  'is_stale',
  'turn',
  'step',
  'found',
  'wanted',
  'filled',
  'proof',
  'gap',
  'problem',
  'created_by',
  'created_at',
  'touched_at',
  'solved_at',
  'accepted_by',
  'accepted_at',
  'version',
] as const;

export const insertMatch = prepare(
  (
    p: OfMatch & {
      title: string;
      from: string;
      until: string;
      programme: string;
      opportunityIds: string[];
      /** JSON */
      options: string;
      by: string;
      now: Date;
    },
  ) =>
    query.insertInto('shift_match').values({
      organisation_id: p.organisationId,
      id: p.matchId,
      title: p.title,
      from_day: p.from,
      until_day: p.until,
      programme: p.programme,
      opportunity_ids: p.opportunityIds,
      options: p.options,
      state: 'queued',
      created_by: p.by,
      created_at: p.now,
      touched_at: p.now,
    }),
);

export const readMatch = prepare((p: OfMatch) =>
  query
    .selectFrom('shift_match')
    .select(columns)
    .where('organisation_id', '=', p.organisationId)
    .where('id', '=', p.matchId),
);

/** Held: of two who decide the second sees what the first decided. */
export const lockMatch = prepare((p: OfMatch) =>
  query
    .selectFrom('shift_match')
    .select(columns)
    .where('organisation_id', '=', p.organisationId)
    .where('id', '=', p.matchId)
    .forUpdate(),
);

export const listMatches = prepareVariants(
  (p: InOrganisation & { before: string | undefined; limit: number }) => {
    let rows = query
      .selectFrom('shift_match')
      .select(columns)
      .where('organisation_id', '=', p.organisationId);
    if (p.before !== undefined) rows = rows.where('id', '<', p.before);
    return rows.orderBy('id', 'desc').limit(p.limit);
  },
);

/** What became of the pairs of accepted matches. */
export const countOutcomes = prepare((p: InOrganisation & { matchIds: string[] }) =>
  query
    .selectFrom('shift_match_pair')
    .select(['match_id', 'outcome', raw<number>`count(*)::int`.as('count')])
    .where('organisation_id', '=', p.organisationId)
    .where(raw<boolean>`match_id = any(${p.matchIds}::uuid[])`)
    .where('outcome', 'is not', null)
    .groupBy(['match_id', 'outcome']),
);

/** Another state, by somebody who holds it. */
export const moveMatch = prepare((p: OfMatch & { state: string; version: number; now: Date }) =>
  query
    .updateTable('shift_match')
    .set({ state: p.state, version: p.version, touched_at: p.now })
    .where('organisation_id', '=', p.organisationId)
    .where('id', '=', p.matchId),
);

/** To be solved anew: what an earlier turn finds is dropped. */
export const queueMatch = prepare(
  (p: OfMatch & { options: string; turn: number; version: number; now: Date }) =>
    query
      .updateTable('shift_match')
      .set({
        state: 'queued',
        options: p.options,
        turn: p.turn,
        step: null,
        found: null,
        problem: null,
        version: p.version,
        touched_at: p.now,
      })
      .where('organisation_id', '=', p.organisationId)
      .where('id', '=', p.matchId),
);

export const markStale = prepare((p: OfMatch & { version: number }) =>
  query
    .updateTable('shift_match')
    .set({ is_stale: true, version: p.version })
    .where('organisation_id', '=', p.organisationId)
    .where('id', '=', p.matchId),
);

export const acceptMatch = prepare((p: OfMatch & { by: string; version: number; now: Date }) =>
  query
    .updateTable('shift_match')
    .set({ state: 'accepting', accepted_by: p.by, accepted_at: p.now, version: p.version, touched_at: p.now })
    .where('organisation_id', '=', p.organisationId)
    .where('id', '=', p.matchId),
);

/** What waits to be solved or accepted; also what a server that died had taken. */
export const listWaiting = prepare((p: InOrganisation & { deadSince: Date }) =>
  query
    .selectFrom('shift_match')
    .select(columns)
    .where('organisation_id', '=', p.organisationId)
    .where('state', 'in', ['queued', 'solving', 'accepting'])
    .where((row) => row.or([row('state', '<>', 'solving'), row('touched_at', '<', p.deadSince)]))
    .orderBy('id'),
);

/** One of those who want to solve it does. */
export const claimMatch = prepare((p: OfMatch & { turn: number; touchedAt: Date; now: Date }) =>
  query
    .updateTable('shift_match')
    .set({ state: 'solving', touched_at: p.now })
    .where('organisation_id', '=', p.organisationId)
    .where('id', '=', p.matchId)
    .where('state', 'in', ['queued', 'solving'])
    .where('turn', '=', p.turn)
    .where('touched_at', '=', p.touchedAt)
    .returning('id'),
);

/** How far the solving has come; nothing returned: it was ended, or begun anew. */
export const touchMatch = prepare(
  (p: OfMatch & { turn: number; step: string | null; found: number | null; now: Date }) =>
    query
      .updateTable('shift_match')
      .set({ touched_at: p.now, step: p.step, found: p.found })
      .where('organisation_id', '=', p.organisationId)
      .where('id', '=', p.matchId)
      .where('state', '=', 'solving')
      .where('turn', '=', p.turn)
      .returning('id'),
);

interface Solved {
  state: 'solved' | 'failed';
  wanted: number;
  filled: number;
  proof: string | null;
  gap: number | null;
  problem: string | null;
}

export const finishMatch = prepare((p: OfMatch & Solved & { turn: number; now: Date }) =>
  query
    .updateTable('shift_match')
    .set({
      state: p.state,
      is_stale: false,
      step: null,
      found: null,
      wanted: p.wanted,
      filled: p.filled,
      proof: p.proof,
      gap: p.gap,
      problem: p.problem,
      touched_at: p.now,
      solved_at: p.now,
      version: raw<number>`version + 1`,
    })
    .where('organisation_id', '=', p.organisationId)
    .where('id', '=', p.matchId)
    .where('state', '=', 'solving')
    .where('turn', '=', p.turn)
    .returning('id'),
);

export const dropPlaces = prepare((p: OfMatch) =>
  query
    .deleteFrom('shift_match_place')
    .where('organisation_id', '=', p.organisationId)
    .where('match_id', '=', p.matchId),
);

/** What was decided by hand stays. */
export const dropProposed = prepare((p: OfMatch) =>
  query
    .deleteFrom('shift_match_pair')
    .where('organisation_id', '=', p.organisationId)
    .where('match_id', '=', p.matchId)
    .where('decision', '=', 'proposed'),
);

export interface FoundPlace {
  readonly shiftId: string;
  readonly role: string;
  readonly startsAt: Date;
  readonly opportunityId: string;
  readonly free: number;
  readonly open: number;
  readonly reasons: unknown;
  readonly askable: unknown;
}

const PLACE =
  'organisation_id, match_id, shift_id, role, starts_at, opportunity_id, free, open, reasons, askable';

export function insertPlaces(of: OfMatch, places: readonly FoundPlace[]): Statement<unknown>[] {
  const rows = places.map((one) => [
    of.organisationId,
    of.matchId,
    one.shiftId,
    one.role,
    one.startsAt,
    one.opportunityId,
    one.free,
    one.open,
    JSON.stringify(one.reasons),
    JSON.stringify(one.askable),
  ]);
  return insertRows('shift_match_place', PLACE, rows);
}

export interface FoundPair {
  readonly shiftId: string;
  readonly role: string;
  readonly volunteerId: string;
  readonly fit: unknown;
  readonly others: number;
  readonly signUpId: string;
}

const PAIR = 'organisation_id, match_id, shift_id, role, volunteer_id, decision, fit, others, sign_up_id';

export function insertProposed(of: OfMatch, pairs: readonly FoundPair[]): Statement<unknown>[] {
  const rows = pairs.map((one) => [
    of.organisationId,
    of.matchId,
    one.shiftId,
    one.role,
    one.volunteerId,
    'proposed',
    JSON.stringify(one.fit),
    one.others,
    one.signUpId,
  ]);
  return insertRows('shift_match_pair', PAIR, rows);
}

/** Before the next solving says anew of whom it holds. */
export const forgetFits = prepare((p: OfMatch) =>
  query
    .updateTable('shift_match_pair')
    .set({ fit: null, others: 0 })
    .where('organisation_id', '=', p.organisationId)
    .where('match_id', '=', p.matchId)
    .where('decision', '=', 'fixed'),
);

interface OfPair extends OfPlace {
  volunteerId: string;
}

export const decidePair = prepare((p: OfPair & { decision: string; signUpId: string }) =>
  query
    .insertInto('shift_match_pair')
    .values({
      organisation_id: p.organisationId,
      match_id: p.matchId,
      shift_id: p.shiftId,
      role: p.role,
      volunteer_id: p.volunteerId,
      decision: p.decision,
      sign_up_id: p.signUpId,
    })
    .onConflict((conflict) =>
      conflict
        .columns(['organisation_id', 'match_id', 'shift_id', 'role', 'volunteer_id'])
        .doUpdateSet({ decision: p.decision }),
    ),
);

export const dropPair = prepare((p: OfPair) =>
  query
    .deleteFrom('shift_match_pair')
    .where('organisation_id', '=', p.organisationId)
    .where('match_id', '=', p.matchId)
    .where('shift_id', '=', p.shiftId)
    .where('role', '=', p.role)
    .where('volunteer_id', '=', p.volunteerId),
);

/** Of somebody who is no volunteer any more. */
export const dropPairsOf = prepare((p: InOrganisation & { volunteerId: string }) =>
  query
    .deleteFrom('shift_match_pair')
    .where('organisation_id', '=', p.organisationId)
    .where('volunteer_id', '=', p.volunteerId),
);

export const noteFit = prepare((p: OfPair & { fit: string; others: number }) =>
  query
    .updateTable('shift_match_pair')
    .set({ fit: p.fit, others: p.others })
    .where('organisation_id', '=', p.organisationId)
    .where('match_id', '=', p.matchId)
    .where('shift_id', '=', p.shiftId)
    .where('role', '=', p.role)
    .where('volunteer_id', '=', p.volunteerId),
);

/** Held: of two servers one signs somebody up, and writes down what came of it. */
export const lockToSignUp = prepare((p: OfPair) =>
  query
    .selectFrom('shift_match_pair')
    .select('decision')
    .where('organisation_id', '=', p.organisationId)
    .where('match_id', '=', p.matchId)
    .where('shift_id', '=', p.shiftId)
    .where('role', '=', p.role)
    .where('volunteer_id', '=', p.volunteerId)
    .where('outcome', 'is', null)
    .forUpdate(),
);

export const noteOutcome = prepare((p: OfPair & { outcome: string }) =>
  query
    .updateTable('shift_match_pair')
    .set({ outcome: p.outcome })
    .where('organisation_id', '=', p.organisationId)
    .where('match_id', '=', p.matchId)
    .where('shift_id', '=', p.shiftId)
    .where('role', '=', p.role)
    .where('volunteer_id', '=', p.volunteerId)
    .where('outcome', 'is', null),
);

/** When the places of a match begin, as it was solved. */
export const listBeginnings = prepare((p: OfMatch) =>
  query
    .selectFrom('shift_match_place')
    .select(['shift_id', 'role', 'starts_at'])
    .where('organisation_id', '=', p.organisationId)
    .where('match_id', '=', p.matchId),
);

const pairColumns = [
  'shift_id',
  'role',
  'volunteer_id',
  'decision',
  'fit',
  'others',
  'sign_up_id',
  'outcome',
] as const;

export const listPairs = prepare((p: OfMatch) =>
  query
    .selectFrom('shift_match_pair')
    .select(pairColumns)
    .where('organisation_id', '=', p.organisationId)
    .where('match_id', '=', p.matchId)
    .orderBy('shift_id')
    .orderBy('volunteer_id'),
);

export const listPairsAt = prepare((p: OfMatch & { shiftIds: string[] }) =>
  query
    .selectFrom('shift_match_pair')
    .select(pairColumns)
    .where('organisation_id', '=', p.organisationId)
    .where('match_id', '=', p.matchId)
    .where(raw<boolean>`shift_id = any(${p.shiftIds}::uuid[])`)
    .orderBy('volunteer_id'),
);

/** Who is to be signed up and was not yet: by the last solving, which leaves out whom somebody fixed where it does not hold any more. */
export const listToSignUp = prepare((p: OfMatch & { limit: number }) =>
  query
    .selectFrom('shift_match_pair')
    .select(pairColumns)
    .where('organisation_id', '=', p.organisationId)
    .where('match_id', '=', p.matchId)
    .where('decision', 'in', ['proposed', 'fixed'])
    .where('fit', 'is not', null)
    .where('outcome', 'is', null)
    .orderBy('shift_id')
    .orderBy('volunteer_id')
    .limit(p.limit),
);

const placeColumns = [
  'shift_id',
  'role',
  'starts_at',
  'opportunity_id',
  'free',
  'open',
  'reasons',
  'askable',
] as const;

export const listPlaces = prepareVariants(
  (
    p: OfMatch & {
      onlyOpen: true | undefined;
      opportunityId: string | undefined;
      afterStart: string | undefined;
      afterShift: string | undefined;
      afterRole: string | undefined;
      limit: number;
    },
  ) => {
    let rows = query
      .selectFrom('shift_match_place')
      .select(placeColumns)
      .where('organisation_id', '=', p.organisationId)
      .where('match_id', '=', p.matchId);
    if (p.onlyOpen !== undefined) rows = rows.where('open', '>', 0);
    if (p.opportunityId !== undefined) rows = rows.where('opportunity_id', '=', p.opportunityId);
    if (p.afterStart !== undefined)
      rows = rows.where(
        raw<boolean>`(starts_at, shift_id, role) > (${p.afterStart}::timestamptz, ${p.afterShift}::uuid, ${p.afterRole})`,
      );
    return rows.orderBy('starts_at').orderBy('shift_id').orderBy('role').limit(p.limit);
  },
);

/** Whose days are long over: what was proposed then is nobody's business any more. */
export const forgetMatches = prepare((p: InOrganisation & { before: string }) =>
  query
    .deleteFrom('shift_match')
    .where('organisation_id', '=', p.organisationId)
    .where('until_day', '<', p.before)
    .where('state', 'not in', ['solving', 'accepting']),
);
