import type { Static } from 'typebox';
import type { ClosureRequest } from '../../contract/closures.ts';
import type { OrganisationKeys } from '../platform/keys/keyring.ts';
import { openName, openReadable } from './sealed.ts';

export type ClosureRequestView = Static<typeof ClosureRequest>;

export interface ClosureRequestRow {
  id: string;
  case_id: string;
  client_id: string;
  site_id: string;
  worker_ids: string[];
  status: string;
  sealed: Buffer;
  sealed_decision: Buffer | null;
  requested_by: string;
  requested_at: Date;
  decided_by: string | null;
  decided_at: Date | null;
  number: string;
  risk_level: string;
  case_closed_at: Date | null;
  card: Buffer | null;
  wrapped: Buffer | null;
}

/** What the worker said. */
export type AskedClosure = Pick<
  ClosureRequestView,
  'closureReason' | 'outcome' | 'text' | 'riskReason' | 'followUpOn'
>;

export function viewClosureRequest(keys: OrganisationKeys, row: ClosureRequestRow): ClosureRequestView {
  const person = { clientId: row.client_id, wrapped: row.wrapped };
  const asked = openReadable<AskedClosure>(keys, person, 'closure_request', row.id, row.sealed);
  const {
    closureReason = null,
    outcome = null,
    text = '',
    riskReason = null,
    followUpOn = null,
  } = asked ?? {};
  const decided = openReadable<{ words: string }>(
    keys,
    person,
    'closure_decision',
    row.id,
    row.sealed_decision,
  );
  return {
    id: row.id,
    caseId: row.case_id,
    caseNumber: row.number,
    clientId: row.client_id,
    clientName: openName(keys, row.client_id, row),
    siteId: row.site_id,
    riskLevel: row.risk_level as ClosureRequestView['riskLevel'],
    status: row.status as ClosureRequestView['status'],
    closureReason,
    outcome,
    text,
    riskReason,
    followUpOn,
    requestedBy: row.requested_by,
    requestedAt: row.requested_at.toISOString(),
    decidedBy: row.decided_by,
    decidedAt: row.decided_at?.toISOString() ?? null,
    decision: decided?.words ?? null,
  };
}
