import type {
  closureOutcomes,
  closureReasons,
  DecideClosure,
  ListClosureRequests,
  RequestClosure,
} from '../../contract/closures.ts';
import type { BodyOf, QueryOf } from '../../contract/operation.ts';
import { refuseErased } from '../clients/public.ts';
import { notify } from '../notifications/public.ts';
import { newId } from '../platform/database/ids.ts';
import { INSTANT, readCursor, UUID, writeCursor } from '../platform/http/cursor.ts';
import { AppError } from '../platform/work/errors.ts';
import type { Change, Reading } from '../platform/work/work.ts';
import type { Granted } from './case-facts.ts';
import { type CaseRow, getLockedCase } from './case-records.ts';
import { type Move, moveCase, refuseMove, refusePastFollowUp } from './case-steps.ts';
import {
  type AskedClosure,
  type ClosureRequestRow,
  type ClosureRequestView,
  viewClosureRequest,
} from './closure-request-view.ts';
import { closureDecided, closureRequested } from './notifications.ts';
import { sealState, sealWords } from './sealed.ts';
import * as sql from './sql-closure-requests.ts';

const PAGE = 50;

/** What a case needs to be closed is asked for when it is requested, not first when somebody decides. */
const withClosing = (granted: Granted): Granted => new Set([...granted, 'case.close']);

/**
 * Asks a supervisor to close a case that the caller works on.
 * @throws AppError not_found, forbidden, transition_impossible, transition_incomplete, invalid_request; refused by closure_request_open_key where
 * another request waits
 */
export async function requestClosure(
  change: Change,
  caseId: string,
  body: BodyOf<typeof RequestClosure>,
  granted: Granted,
): Promise<ClosureRequestView> {
  const { organisationId, now, keys, actorId } = change;
  refusePastFollowUp(change, body);
  const row = await getLockedCase(change, caseId);
  if (row.wrapped === null || actorId === null) throw new AppError('not_found');
  const { closureReason, outcome, text, riskReason = null, followUpOn = null } = body;
  const rule = await refuseMove(
    change,
    row,
    moveOf({ closureReason, outcome, text, riskReason, followUpOn }),
    withClosing(granted),
  );
  // a follow-up is finished by whoever made it
  if (rule.permission !== 'case.close') throw new AppError('forbidden');
  const id = body.id ?? newId(now.getTime());
  const person = { clientId: row.client_id, wrapped: row.wrapped };
  change.push(
    sql.insertClosureRequest({
      organisationId,
      id,
      caseId,
      clientId: row.client_id,
      siteId: row.site_id,
      workerIds: row.worker_ids,
      sealed: sealState(
        keys,
        person,
        'closure_request',
        id,
        { closureReason, outcome, followUpOn },
        { text, riskReason },
      ),
      requestedBy: actorId,
      now,
    }),
  );
  change.audit({ action: 'case.request_closure', subjectKind: 'client', subjectIds: [row.client_id] });
  notify(change, { kind: closureRequested, matterId: id });
  return getRequest(change, id);
}

/** How a case is closed by what was said. */
function moveOf(asked: {
  closureReason: (typeof closureReasons)[number];
  outcome: (typeof closureOutcomes)[number];
  text: string;
  riskReason: string | null;
  followUpOn: string | null;
}): Move {
  const { closureReason, outcome, text, riskReason, followUpOn } = asked;
  return {
    to: 'closed',
    closure: { closureReason, outcome, text },
    followUpOn,
    ...(riskReason === null ? {} : { reason: riskReason }),
  };
}

/** @throws AppError not_found */
async function getRequest(
  access: Pick<Reading, 'first' | 'organisationId' | 'keys'>,
  id: string,
): Promise<ClosureRequestView> {
  const { organisationId, keys } = access;
  const row = await access.first(sql.readClosureRequest({ organisationId, id }));
  if (row === undefined) throw new AppError('not_found');
  return viewClosureRequest(keys, row);
}

/** @throws AppError not_found */
export async function readClosureRequest(reading: Reading, id: string): Promise<ClosureRequestView> {
  const request = await getRequest(reading, id);
  await refuseErased(reading, request.clientId);
  await reading.audited({ action: 'case.read', subjectKind: 'client', subjectIds: [request.clientId] });
  return request;
}

/**
 * Holds the case, and with it the request: whoever decides, withdraws or ends it waits.
 * @throws AppError not_found, closure_request_decided
 */
async function holdOpenRequest(
  change: Change,
  id: string,
): Promise<{ row: CaseRow & { wrapped: Buffer }; request: ClosureRequestRow }> {
  const { organisationId } = change;
  const found = await change.first(sql.readClosureRequest({ organisationId, id }));
  if (found === undefined) throw new AppError('not_found');
  const row = await getLockedCase(change, found.case_id);
  const request = await change.first(sql.readClosureRequest({ organisationId, id }));
  if (request === undefined) throw new AppError('not_found');
  const { wrapped } = row;
  if (request.status !== 'open' || wrapped === null) throw new AppError('closure_request_decided');
  return { row: { ...row, wrapped }, request };
}

/**
 * Accepting closes the case in the same transaction, with the worker's words; what has come up since, an alert or a higher
 * risk, is asked for as it is of whoever closes a case.
 * @throws AppError not_found, closure_request_decided, transition_incomplete, invalid_request
 */
export async function decideClosure(
  change: Change,
  id: string,
  body: BodyOf<typeof DecideClosure>,
  granted: Granted,
): Promise<{ request: ClosureRequestView; closed: ClosedCase | undefined }> {
  const { organisationId, now, keys, actorId } = change;
  const { row, request } = await holdOpenRequest(change, id);
  const person = { clientId: row.client_id, wrapped: row.wrapped };
  const status = body.isAccepted ? 'accepted' : 'returned';
  const sealedDecision = sealWords(keys, person, 'closure_decision', id, { words: body.words });
  const decided = sql.decideClosureRequest({ organisationId, id, status, sealedDecision, actorId, now });
  let closed: ClosedCase | undefined;
  if (body.isAccepted) {
    refusePastFollowUp(change, body);
    const move = moveOf(acceptedOf(viewClosureRequest(keys, request), body));
    await refuseMove(change, row, move, granted);
    change.push(decided);
    moveCase(change, row, move, { by: request.requested_by, at: request.requested_at });
    change.audit({ action: 'case.accept_closure', subjectKind: 'client', subjectIds: [row.client_id] });
    closed = { clientId: row.client_id, closureReason: move.closure?.closureReason ?? null };
  } else {
    change.push(decided);
    change.audit({ action: 'case.return_closure', subjectKind: 'client', subjectIds: [row.client_id] });
  }
  const to = [...new Set([request.requested_by, ...row.worker_ids])].filter(
    (accountId) => accountId !== actorId,
  );
  notify(change, { kind: closureDecided, matterId: id, to });
  return { request: await getRequest(change, id), closed };
}

interface ClosedCase {
  readonly clientId: string;
  readonly closureReason: string | null;
}

/** What the worker said, with what the supervisor says instead. @throws AppError closure_request_decided where it does not open */
function acceptedOf(
  { closureReason, outcome, text, riskReason, followUpOn }: AskedClosure,
  body: Pick<BodyOf<typeof DecideClosure>, 'riskReason' | 'followUpOn'>,
) {
  if (closureReason === null || outcome === null) throw new AppError('closure_request_decided');
  return {
    closureReason,
    outcome,
    text,
    riskReason: body.riskReason ?? riskReason,
    followUpOn: body.followUpOn ?? followUpOn,
  };
}

/** @throws AppError not_found, closure_request_decided */
export async function withdrawClosure(change: Change, id: string): Promise<ClosureRequestView> {
  const { organisationId, now, actorId } = change;
  const { row } = await holdOpenRequest(change, id);
  change.push(
    sql.decideClosureRequest({ organisationId, id, status: 'withdrawn', sealedDecision: null, actorId, now }),
  );
  change.audit({ action: 'case.withdraw_closure', subjectKind: 'client', subjectIds: [row.client_id] });
  return getRequest(change, id);
}

/** @throws AppError cursor_invalid */
export async function listClosureRequests(
  reading: Reading,
  { view = 'open', limit = PAGE, after }: QueryOf<typeof ListClosureRequests>,
) {
  const { organisationId, keys } = reading;
  const [afterAt, afterId] = after === undefined ? [] : readCursor(after, [INSTANT, UUID]);
  const page = { organisationId, limit, afterAt, afterId };
  const onlyReturned = view === 'returned' ? true : undefined;
  const [rows] = await reading.all(
    view === 'open' ? sql.listOpenRequests(page) : sql.listRequestsNotOpen({ ...page, onlyReturned }),
  );
  if (rows.length > 0) {
    const subjectIds = rows.map(({ client_id: clientId }) => clientId);
    await reading.audited({ action: 'case.list', subjectKind: 'client', subjectIds });
  }
  const last = rows.length === limit ? rows.at(-1) : undefined;
  return {
    items: rows.map((row) => viewClosureRequest(keys, row)),
    next: last === undefined ? null : writeCursor([last.requested_at.toISOString(), last.id]),
  };
}
