import { sql as raw } from 'kysely';
import { withClient } from '../clients/public.ts';
import { isNewer, isOlder } from '../platform/database/behind.ts';
import { withPersonKey } from '../platform/database/person-key.ts';
import { prepare, prepareVariants, query } from '../platform/database/statement.ts';
import type { Row, Scoped } from './sql.ts';

/** Refused by closure_request_pkey when the id is taken, by closure_request_open_key when another waits. */
export const insertClosureRequest = prepare(
  (p: Scoped & { caseId: string; sealed: Buffer; requestedBy: string; now: Date }) =>
    query.insertInto('closure_request').values({
      organisation_id: p.organisationId,
      id: p.id,
      case_id: p.caseId,
      client_id: p.clientId,
      site_id: p.siteId,
      worker_ids: p.workerIds,
      status: 'open',
      sealed: p.sealed,
      requested_by: p.requestedBy,
      requested_at: p.now,
    }),
);

const requestWithCase = withPersonKey(
  withClient(
    query
      .selectFrom('closure_request')
      .innerJoin('client_case', (join) =>
        join
          .onRef('client_case.organisation_id', '=', 'closure_request.organisation_id')
          .onRef('client_case.id', '=', 'closure_request.case_id'),
      ),
    'closure_request.client_id',
    ['card'],
  ),
  'closure_request.client_id',
).select([
  'closure_request.id',
  'closure_request.case_id',
  'closure_request.client_id',
  'closure_request.site_id',
  'closure_request.worker_ids',
  'closure_request.status',
  'closure_request.sealed',
  'closure_request.sealed_decision',
  'closure_request.requested_by',
  'closure_request.requested_at',
  'closure_request.decided_by',
  'closure_request.decided_at',
  'client_case.number',
  'client_case.risk_level',
  'client_case.closed_at as case_closed_at',
]);

/** Nobody asked for the same again. */
const isNewest = raw<boolean>`not exists (select from closure_request later
  where later.organisation_id = closure_request.organisation_id and later.case_id = closure_request.case_id
    and (later.requested_at, later.id) > (closure_request.requested_at, closure_request.id))`;

export const readClosureRequest = prepare((p: Row) =>
  requestWithCase
    .where('closure_request.organisation_id', '=', p.organisationId)
    .where('closure_request.id', '=', p.id),
);

export const listRequestsOfCase = prepare((p: { organisationId: string; caseId: string }) =>
  requestWithCase
    .where('closure_request.organisation_id', '=', p.organisationId)
    .where('closure_request.case_id', '=', p.caseId)
    .orderBy('closure_request.requested_at', 'desc')
    .orderBy('closure_request.id', 'desc'),
);

export const listRequestsById = prepare((p: { organisationId: string; ids: string[] }) =>
  requestWithCase
    .select(isNewest.as('is_newest'))
    .where('closure_request.organisation_id', '=', p.organisationId)
    .where(raw<boolean>`closure_request.id = any(${p.ids}::uuid[])`),
);

interface Page {
  organisationId: string;
  limit: number;
  /** position behind which the page starts: both or neither */
  afterAt?: string | undefined;
  afterId?: string | undefined;
}

/** What waits for a decision, the longest first. */
export const listOpenRequests = prepareVariants((p: Page) => {
  let list = requestWithCase
    .where('closure_request.organisation_id', '=', p.organisationId)
    .where('closure_request.status', '=', 'open');
  if (p.afterAt !== undefined)
    list = list.where(
      isNewer('closure_request.requested_at', 'closure_request.id', { at: p.afterAt, id: p.afterId }),
    );
  return list.orderBy('closure_request.requested_at').orderBy('closure_request.id').limit(p.limit);
});

/** What was returned to whoever works on a case that goes on, newest first; or all that are over. */
export const listRequestsNotOpen = prepareVariants((p: Page & { onlyReturned: true | undefined }) => {
  let list = requestWithCase.where('closure_request.organisation_id', '=', p.organisationId);
  list =
    p.onlyReturned === undefined
      ? list.where('closure_request.status', '<>', 'open')
      : list
          .where('closure_request.status', '=', 'returned')
          .where('client_case.closed_at', 'is', null)
          .where(isNewest);
  if (p.afterAt !== undefined)
    list = list.where(
      isOlder('closure_request.requested_at', 'closure_request.id', { at: p.afterAt, id: p.afterId }),
    );
  return list
    .orderBy('closure_request.requested_at', 'desc')
    .orderBy('closure_request.id', 'desc')
    .limit(p.limit);
});

export const decideClosureRequest = prepare(
  (p: Row & { status: string; sealedDecision: Buffer | null; actorId: string | null; now: Date }) =>
    query
      .updateTable('closure_request')
      .set({
        status: p.status,
        sealed_decision: p.sealedDecision,
        decided_by: p.actorId,
        decided_at: p.now,
      })
      .where('organisation_id', '=', p.organisationId)
      .where('id', '=', p.id)
      .where('status', '=', 'open'),
);

/** The case ended by another way: nobody decided. */
export const endRequestsOfCase = prepare((p: { organisationId: string; caseId: string; now: Date }) =>
  query
    .updateTable('closure_request')
    .set({ status: 'ended', decided_at: p.now })
    .where('organisation_id', '=', p.organisationId)
    .where('case_id', '=', p.caseId)
    .where('status', '=', 'open'),
);

export const findOpenRequestOf = prepare((p: { organisationId: string; clientId: string }) =>
  query
    .selectFrom('closure_request')
    .select('id')
    .where('organisation_id', '=', p.organisationId)
    .where('client_id', '=', p.clientId)
    .where('status', '=', 'open')
    .limit(1),
);

/** They end with the person. */
export const endRequestsOf = prepare((p: { organisationId: string; clientId: string; now: Date }) =>
  query
    .updateTable('closure_request')
    .set({ status: 'ended', decided_at: p.now })
    .where('organisation_id', '=', p.organisationId)
    .where('client_id', '=', p.clientId)
    .where('status', '=', 'open'),
);
