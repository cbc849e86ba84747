import { sql as raw } from 'kysely';
import { holdingClient, withClient } from '../clients/public.ts';
import { isOlder } from '../platform/database/behind.ts';
import { onlyWithPersonKey, withPersonKey } from '../platform/database/person-key.ts';
import {
  prepare,
  prepareVariants,
  query,
  statement,
  type Statement,
} from '../platform/database/statement.ts';

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
  'client_case.sealed_next_step',
  'client_case.sealed_closure',
  'client_case.opened_at',
  'client_case.closed_at',
  'client_case.updated_at',
  'client_case.version',
] as const;

const caseWithKey = withPersonKey(query.selectFrom('client_case'), 'client_case.client_id');

/** With the client's card, so that a list shows whom it is about. */
const caseWithCard = withClient(caseWithKey, 'client_case.client_id', ['card']).select(caseColumns);

export const readCase = prepare((p: Row) =>
  caseWithCard.where('client_case.organisation_id', '=', p.organisationId).where('client_case.id', '=', p.id),
);

/** The client first, as whoever moves the client does. */
export const lockCase = prepare((p: Row) =>
  holdingClient(
    caseWithCard
      .where('client_case.organisation_id', '=', p.organisationId)
      .where('client_case.id', '=', p.id),
  ).forUpdate('client_case'),
);

/** The caller holds the client. */
export const lockOpenCases = prepare((p: { organisationId: string; clientId: string }) =>
  caseWithCard
    .where('client_case.organisation_id', '=', p.organisationId)
    .where('client_case.client_id', '=', p.clientId)
    .where('client_case.closed_at', 'is', null)
    .orderBy('client_case.id')
    .forUpdate('client_case'),
);

interface CaseFilter {
  organisationId: string;
  status?: string | undefined;
  clientId?: string | undefined;
  /** those of the actor alone */
  mine?: true | undefined;
  /** of one of these persons, or with a number that begins so: both or neither */
  foundIds?: readonly string[] | undefined;
  foundNumber?: string | undefined;
  limit: number;
  /** position behind which the page starts: both or neither */
  afterAt?: string | undefined;
  afterId?: string | undefined;
}

/** Newest change first. */
export const listCases = prepareVariants((p: CaseFilter) => {
  let list = caseWithCard.where('client_case.organisation_id', '=', p.organisationId);
  if (p.status !== undefined) list = list.where('client_case.status', '=', p.status);
  if (p.clientId !== undefined) list = list.where('client_case.client_id', '=', p.clientId);
  if (p.mine !== undefined)
    list = list.where(raw<boolean>`client_case.id in (select own.id from app.own_cases() as own (id))`);
  if (p.foundIds !== undefined) {
    list = list.where(
      raw<boolean>`(client_case.client_id = any(${p.foundIds}::uuid[]) or starts_with(client_case.number, ${p.foundNumber}))`,
    );
  }
  if (p.afterAt !== undefined) {
    const position = { at: p.afterAt, id: p.afterId };
    list = list.where(isOlder('client_case.updated_at', 'client_case.id', position));
  }
  return list.orderBy('client_case.updated_at', 'desc').orderBy('client_case.id', 'desc').limit(p.limit);
});

/** Of no day: behind all days. */
export const NO_DAY = 'infinity';
const stepDay = raw<string>`coalesce(client_case.next_step_on, 'infinity'::date)`;

/** What waits for a next step: one's own cases, and closed ones whose follow-up must not be forgotten. */
export const waitsForActor = raw<boolean>`(client_case.closed_at is not null
  or client_case.id in (select own.id from app.own_cases() as own (id)))`;

/** The earliest day first; of whoever was erased nothing waits. */
export const listNextStepCases = prepareVariants(
  (p: {
    organisationId: string;
    limit: number;
    /** position behind which the page starts: both or neither */
    afterDay?: string | undefined;
    afterId?: string | undefined;
  }) => {
    let list = withClient(
      onlyWithPersonKey(query.selectFrom('client_case'), 'client_case.client_id'),
      'client_case.client_id',
      ['card'],
    )
      .select(caseColumns)
      .where('client_case.organisation_id', '=', p.organisationId)
      .where(raw<boolean>`(client_case.next_step_on is not null or client_case.sealed_next_step is not null)`)
      .where(waitsForActor);
    if (p.afterDay !== undefined)
      list = list.where(
        raw<boolean>`(${stepDay}, client_case.id) > (${p.afterDay}::date, ${p.afterId}::uuid)`,
      );
    return list.orderBy(stepDay).orderBy('client_case.id').limit(p.limit);
  },
);

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
  sealed_next_step?: Buffer | null;
  sealed_closure?: Buffer;
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

/** Nobody is to look after whoever died. */
export const endFollowUps = prepare((p: { organisationId: string; clientId: string; now: Date }) =>
  query
    .updateTable('client_case')
    .set({ next_step_on: null, updated_at: p.now })
    .set((expression) => ({ version: expression('version', '+', 1) }))
    .where('organisation_id', '=', p.organisationId)
    .where('client_id', '=', p.clientId)
    .where('closed_at', 'is not', null)
    .where('next_step_on', 'is not', null),
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

const caseEventColumns = [
  'id',
  'case_id',
  'kind',
  'occurred_at',
  'data',
  'sealed',
  'recorded_by',
  'created_at',
] as const;

export const readCaseEvent = prepare((p: Row) =>
  query
    .selectFrom('case_event')
    .select(caseEventColumns)
    .where('organisation_id', '=', p.organisationId)
    .where('id', '=', p.id),
);

/** As they were written: their corrections decide when each happened. */
export const listCaseEvents = prepare((p: { organisationId: string; caseId: string }) =>
  query
    .selectFrom('case_event')
    .select(caseEventColumns)
    .where('organisation_id', '=', p.organisationId)
    .where('case_id', '=', p.caseId)
    .orderBy('id', 'desc'),
);

/** Parent of an encounter: its scope and the client's key, or nothing where the actor may not see the case. */
const caseScope = caseWithKey.select([
  'client_case.id',
  'client_case.client_id',
  'client_case.site_id',
  'client_case.worker_ids',
]);

export const readCaseScope = prepare((p: Row) =>
  caseScope.where('client_case.organisation_id', '=', p.organisationId).where('client_case.id', '=', p.id),
);

export const countEncounters = prepare((p: { organisationId: string; caseId: string }) =>
  query
    .selectFrom('encounter')
    .select(raw<number>`count(*)::int`.as('count'))
    .where('organisation_id', '=', p.organisationId)
    .where('case_id', '=', p.caseId),
);

/** How many cases in work each worker has, as far as the actor sees them. */
export const countCasesByWorker = prepare((p: { organisationId: string }) =>
  query
    .selectFrom('client_case')
    .select([raw<string>`unnest(worker_ids)`.as('worker_id'), raw<number>`count(*)::int`.as('count')])
    .where('organisation_id', '=', p.organisationId)
    .where('closed_at', 'is', null)
    .groupBy('worker_id'),
);
