import { sql as raw } from 'kysely';
import { once, prepare, query, statement, type Statement } from '../platform/statement.ts';

export interface Row {
  organisationId: string;
  id: string;
}

/** Rows about a client carry the columns that the row rules read. */
export interface Scoped extends Row {
  clientId: string;
  siteId: string;
  workerIds: string[];
}

const caseColumns = [
  'client_case.id',
  'client_case.number',
  'client_case.client_id',
  'client_case.site_id',
  'client_case.worker_ids',
  'client_case.referral_id',
  'client_case.status',
  'client_case.risk_level',
  'client_case.next_step_on',
  'client_case.closure_reason',
  'client_case.opened_at',
  'client_case.closed_at',
  'client_case.updated_at',
  'client_case.version',
] as const;

const caseWithKey = query
  .selectFrom('client_case')
  .leftJoin('person_key', (join) =>
    join
      .onRef('person_key.organisation_id', '=', 'client_case.organisation_id')
      .onRef('person_key.person_id', '=', 'client_case.client_id'),
  );

/** With the client's card, so that a list shows whom it is about. */
const caseWithCard = caseWithKey.innerJoin('client', (join) =>
  join
    .onRef('client.organisation_id', '=', 'client_case.organisation_id')
    .onRef('client.id', '=', 'client_case.client_id'),
);

export const readCase = prepare((p: Row) =>
  caseWithCard
    .select([...caseColumns, 'client.card', 'person_key.wrapped'])
    .where('client_case.organisation_id', '=', p.organisationId)
    .where('client_case.id', '=', p.id),
);

export const lockCase = prepare((p: Row) =>
  caseWithCard
    .select([...caseColumns, 'client.card', 'person_key.wrapped'])
    .where('client_case.organisation_id', '=', p.organisationId)
    .where('client_case.id', '=', p.id)
    .forUpdate('client_case'),
);

export function listCases(filter: {
  organisationId: string;
  status?: string | undefined;
  clientId?: string | undefined;
  workerId?: string | undefined;
  limit: number;
  after?: { updatedAt: string; id: string } | undefined;
}) {
  let list = caseWithCard
    .select([...caseColumns, 'client.card', 'person_key.wrapped'])
    .where('client_case.organisation_id', '=', filter.organisationId);
  if (filter.status !== undefined) list = list.where('client_case.status', '=', filter.status);
  if (filter.clientId !== undefined) list = list.where('client_case.client_id', '=', filter.clientId);
  if (filter.workerId !== undefined) {
    list = list.where(raw<boolean>`client_case.worker_ids @> array[${filter.workerId}::uuid]`);
  }
  if (filter.after !== undefined) {
    const { updatedAt, id } = filter.after;
    list = list.where(
      raw<boolean>`(client_case.updated_at, client_case.id) < (${updatedAt}::timestamptz, ${id}::uuid)`,
    );
  }
  return statement(
    list.orderBy('client_case.updated_at', 'desc').orderBy('client_case.id', 'desc').limit(filter.limit),
  );
}

export interface NewCase extends Scoped {
  referralId: string | null;
  number: string;
  status: string;
  now: Date;
}

/** Empty when the id is taken. */
export const insertCase = prepare((p: NewCase) =>
  query
    .insertInto('client_case')
    .values({
      organisation_id: p.organisationId,
      id: p.id,
      client_id: p.clientId,
      site_id: p.siteId,
      worker_ids: p.workerIds,
      referral_id: p.referralId,
      number: p.number,
      status: p.status,
      opened_at: p.now,
      created_at: p.now,
      updated_at: p.now,
    })
    .onConflict((conflict) => conflict.columns(['organisation_id', 'id']).doNothing())
    .returning('id'),
);

export interface CaseChange {
  status?: string;
  risk_level?: string;
  next_step_on?: string | null;
  closure_reason?: string | null;
  closed_at?: Date | null;
  worker_ids?: string[];
}

export function updateCase(p: Row & { now: Date; change: CaseChange }): Statement<unknown> {
  return statement(
    query
      .updateTable('client_case')
      .set({ ...p.change, updated_at: p.now })
      .set((expression) => ({ version: expression('version', '+', 1) }))
      .where('organisation_id', '=', p.organisationId)
      .where('id', '=', p.id),
  );
}

/** Whoever works on the case sees its rows: the columns move together. */
export function moveCase(p: Row & { workerIds: string[] }): Statement<unknown>[] {
  return (['case_event', 'encounter'] as const).map((table) =>
    statement(
      query
        .updateTable(table)
        .set({ worker_ids: p.workerIds })
        .where('organisation_id', '=', p.organisationId)
        .where('case_id', '=', p.id),
    ),
  );
}

export const readClientScope = prepare((p: Row) =>
  query
    .selectFrom('client')
    .leftJoin('person_key', (join) =>
      join
        .onRef('person_key.organisation_id', '=', 'client.organisation_id')
        .onRef('person_key.person_id', '=', 'client.id'),
    )
    .select(['client.id', 'client.site_id', 'client.worker_ids', 'client.card', 'person_key.wrapped'])
    .where('client.organisation_id', '=', p.organisationId)
    .where('client.id', '=', p.id),
);

export const insertReferral = prepare(
  (
    p: Scoped & {
      source: string;
      urgency: string;
      sealed: Buffer;
      referredBy: string | null;
      now: Date;
    },
  ) =>
    query
      .insertInto('referral')
      .values({
        organisation_id: p.organisationId,
        id: p.id,
        client_id: p.clientId,
        site_id: p.siteId,
        worker_ids: p.workerIds,
        source: p.source,
        urgency: p.urgency,
        sealed: p.sealed,
        status: 'open',
        referred_by: p.referredBy,
        created_at: p.now,
        updated_at: p.now,
      })
      .onConflict((conflict) => conflict.columns(['organisation_id', 'id']).doNothing())
      .returning('id'),
);

const referralWithCard = query
  .selectFrom('referral')
  .innerJoin('client', (join) =>
    join
      .onRef('client.organisation_id', '=', 'referral.organisation_id')
      .onRef('client.id', '=', 'referral.client_id'),
  )
  .leftJoin('person_key', (join) =>
    join
      .onRef('person_key.organisation_id', '=', 'referral.organisation_id')
      .onRef('person_key.person_id', '=', 'referral.client_id'),
  )
  .leftJoin('client_case', (join) =>
    join
      .onRef('client_case.organisation_id', '=', 'referral.organisation_id')
      .onRef('client_case.referral_id', '=', 'referral.id'),
  );

const referralColumns = [
  'referral.id',
  'referral.client_id',
  'referral.site_id',
  'referral.worker_ids',
  'referral.source',
  'referral.urgency',
  'referral.sealed',
  'referral.status',
  'referral.decline_reason',
  'referral.created_at',
  'client.card',
  'person_key.wrapped',
  'client_case.id as case_id',
] as const;

export const readReferral = prepare((p: Row) =>
  referralWithCard
    .select(referralColumns)
    .where('referral.organisation_id', '=', p.organisationId)
    .where('referral.id', '=', p.id),
);

export const lockReferral = prepare((p: Row) =>
  query
    .selectFrom('referral')
    .select(['id', 'client_id', 'site_id', 'worker_ids', 'status'])
    .where('organisation_id', '=', p.organisationId)
    .where('id', '=', p.id)
    .forUpdate(),
);

export function listReferrals(filter: {
  organisationId: string;
  status?: string | undefined;
  limit: number;
  after?: { createdAt: string; id: string } | undefined;
}) {
  let list = referralWithCard
    .select(referralColumns)
    .where('referral.organisation_id', '=', filter.organisationId);
  if (filter.status !== undefined) list = list.where('referral.status', '=', filter.status);
  if (filter.after !== undefined) {
    const { createdAt, id } = filter.after;
    list = list.where(
      raw<boolean>`(referral.created_at, referral.id) < (${createdAt}::timestamptz, ${id}::uuid)`,
    );
  }
  return statement(
    list.orderBy('referral.created_at', 'desc').orderBy('referral.id', 'desc').limit(filter.limit),
  );
}

export const decideReferral = prepare(
  (p: Row & { status: string; reason: string | null; actorId: string | null; now: Date }) =>
    query
      .updateTable('referral')
      .set({
        status: p.status,
        decline_reason: p.reason,
        decided_by: p.actorId,
        decided_at: p.now,
        updated_at: p.now,
      })
      .where('organisation_id', '=', p.organisationId)
      .where('id', '=', p.id),
);

export interface NewCaseEvent extends Scoped {
  caseId: string;
  kind: string;
  occurredAt: Date;
  data: string;
  sealed: Buffer | null;
  recordedBy: string;
  now: Date;
}

/** Empty when the id is taken. */
export const insertCaseEvent = prepare((p: NewCaseEvent) =>
  query
    .insertInto('case_event')
    .values({
      organisation_id: p.organisationId,
      id: p.id,
      case_id: p.caseId,
      client_id: p.clientId,
      site_id: p.siteId,
      worker_ids: p.workerIds,
      kind: p.kind,
      occurred_at: p.occurredAt,
      data: p.data,
      sealed: p.sealed,
      recorded_by: p.recordedBy,
      created_at: p.now,
    })
    .onConflict((conflict) => conflict.columns(['organisation_id', 'id']).doNothing())
    .returning('id'),
);

export const listCaseEvents = prepare((p: { organisationId: string; caseId: string }) =>
  query
    .selectFrom('case_event')
    .select(['id', 'kind', 'occurred_at', 'data', 'sealed', 'recorded_by', 'created_at'])
    .where('organisation_id', '=', p.organisationId)
    .where('case_id', '=', p.caseId)
    .orderBy('occurred_at', 'desc')
    .orderBy('id', 'desc'),
);

/** Parent of an encounter: its scope and the client's key, or nothing where the actor may not see the case. */
export const readCaseScope = prepare((p: Row) =>
  caseWithKey
    .select([
      'client_case.id',
      'client_case.client_id',
      'client_case.site_id',
      'client_case.worker_ids',
      'person_key.wrapped',
    ])
    .where('client_case.organisation_id', '=', p.organisationId)
    .where('client_case.id', '=', p.id),
);

/** Empty when the id is taken. */
export const insertEncounter = prepare(
  (
    p: Scoped & {
      caseId: string;
      kind: string;
      occurredAt: Date;
      minutes: number;
      note: Buffer;
      recordedBy: string;
      now: Date;
    },
  ) =>
    query
      .insertInto('encounter')
      .values({
        organisation_id: p.organisationId,
        id: p.id,
        case_id: p.caseId,
        client_id: p.clientId,
        site_id: p.siteId,
        worker_ids: p.workerIds,
        kind: p.kind,
        occurred_at: p.occurredAt,
        minutes: p.minutes,
        note: p.note,
        recorded_by: p.recordedBy,
        created_at: p.now,
      })
      .onConflict((conflict) => conflict.columns(['organisation_id', 'id']).doNothing())
      .returning('id'),
);

const encounterColumns = [
  'encounter.id',
  'encounter.case_id',
  'encounter.client_id',
  'encounter.kind',
  'encounter.occurred_at',
  'encounter.minutes',
  'encounter.note',
  'encounter.recorded_by',
  'encounter.created_at',
  'person_key.wrapped',
] as const;

const encounterWithKey = query
  .selectFrom('encounter')
  .leftJoin('person_key', (join) =>
    join
      .onRef('person_key.organisation_id', '=', 'encounter.organisation_id')
      .onRef('person_key.person_id', '=', 'encounter.client_id'),
  );

export const readEncounter = prepare((p: Row) =>
  encounterWithKey
    .select(encounterColumns)
    .where('encounter.organisation_id', '=', p.organisationId)
    .where('encounter.id', '=', p.id),
);

export function listEncounters(p: {
  organisationId: string;
  caseId: string;
  limit: number;
  after?: { occurredAt: string; id: string } | undefined;
}) {
  let list = encounterWithKey
    .select(encounterColumns)
    .where('encounter.organisation_id', '=', p.organisationId)
    .where('encounter.case_id', '=', p.caseId);
  if (p.after !== undefined) {
    const { occurredAt, id } = p.after;
    list = list.where(
      raw<boolean>`(encounter.occurred_at, encounter.id) < (${occurredAt}::timestamptz, ${id}::uuid)`,
    );
  }
  return statement(
    list.orderBy('encounter.occurred_at', 'desc').orderBy('encounter.id', 'desc').limit(p.limit),
  );
}

export const countEncounters = prepare((p: { organisationId: string; caseId: string }) =>
  query
    .selectFrom('encounter')
    .select(raw<number>`count(*)::int`.as('count'))
    .where('organisation_id', '=', p.organisationId)
    .where('case_id', '=', p.caseId),
);

export const insertAlert = prepare((p: Scoped & { kind: string; sourceId: string; now: Date; dueAt: Date }) =>
  query
    .insertInto('alert')
    .values({
      organisation_id: p.organisationId,
      id: p.id,
      client_id: p.clientId,
      site_id: p.siteId,
      worker_ids: p.workerIds,
      kind: p.kind,
      source_id: p.sourceId,
      raised_at: p.now,
      due_at: p.dueAt,
    })
    .onConflict((conflict) => conflict.columns(['organisation_id', 'kind', 'source_id']).doNothing()),
);

const alertColumns = [
  'alert.id',
  'alert.client_id',
  'alert.site_id',
  'alert.kind',
  'alert.raised_at',
  'alert.due_at',
  'alert.owner_id',
  'alert.taken_at',
  'alert.closed_at',
  'alert.outcome',
  'alert.sealed_note',
  'client.card',
  'person_key.wrapped',
] as const;

const alertWithCard = query
  .selectFrom('alert')
  .innerJoin('client', (join) =>
    join
      .onRef('client.organisation_id', '=', 'alert.organisation_id')
      .onRef('client.id', '=', 'alert.client_id'),
  )
  .leftJoin('person_key', (join) =>
    join
      .onRef('person_key.organisation_id', '=', 'alert.organisation_id')
      .onRef('person_key.person_id', '=', 'alert.client_id'),
  );

export const readAlert = prepare((p: Row) =>
  alertWithCard
    .select(alertColumns)
    .where('alert.organisation_id', '=', p.organisationId)
    .where('alert.id', '=', p.id),
);

export const lockAlert = prepare((p: Row) =>
  alertWithCard
    .select(alertColumns)
    .where('alert.organisation_id', '=', p.organisationId)
    .where('alert.id', '=', p.id)
    .forUpdate('alert'),
);

/** Open ones by how soon somebody must look; closed ones newest first. */
export function listAlerts(p: {
  organisationId: string;
  state: 'open' | 'closed';
  limit: number;
  after?: { at: string; id: string } | undefined;
}) {
  let list = alertWithCard.select(alertColumns).where('alert.organisation_id', '=', p.organisationId);
  if (p.state === 'open') {
    list = list.where('alert.closed_at', 'is', null);
    if (p.after !== undefined) {
      const { at, id } = p.after;
      list = list.where(raw<boolean>`(alert.due_at, alert.id) > (${at}::timestamptz, ${id}::uuid)`);
    }
    return statement(list.orderBy('alert.due_at').orderBy('alert.id').limit(p.limit));
  }
  list = list.where('alert.closed_at', 'is not', null);
  if (p.after !== undefined) {
    const { at, id } = p.after;
    list = list.where(raw<boolean>`(alert.closed_at, alert.id) < (${at}::timestamptz, ${id}::uuid)`);
  }
  return statement(list.orderBy('alert.closed_at', 'desc').orderBy('alert.id', 'desc').limit(p.limit));
}

export const hasOpenAlert = prepare((p: { organisationId: string; clientId: string }) =>
  query
    .selectFrom('alert')
    .select('id')
    .where('organisation_id', '=', p.organisationId)
    .where('client_id', '=', p.clientId)
    .where('closed_at', 'is', null)
    .limit(1),
);

export function updateAlert(
  p: Row & {
    change: {
      owner_id?: string | null;
      taken_at?: Date;
      closed_at?: Date;
      outcome?: string;
      sealed_note?: Buffer;
    };
  },
): Statement<unknown> {
  return statement(
    query
      .updateTable('alert')
      .set(p.change)
      .where('organisation_id', '=', p.organisationId)
      .where('id', '=', p.id),
  );
}

/** For seeds: many cases and their encounters in two statements. */
export function insertManyCases(rows: readonly Record<string, unknown>[]): Statement<unknown> {
  return once(query.insertInto('client_case').values(rows as never));
}

export function insertManyEncounters(rows: readonly Record<string, unknown>[]): Statement<unknown> {
  return once(query.insertInto('encounter').values(rows as never));
}
