import { insertRows } from '../platform/database/insert-rows.ts';
import { once, query, type Statement } from '../platform/database/statement.ts';
import type { NewInvitation } from './sql.ts';
import type { NewResponse } from './sql-responses.ts';

/** Of a round that is over. */
export interface AnsweredInvitation extends NewInvitation {
  issuedAt: Date | null;
  answeredIds: readonly string[];
  answeredAt: Date | null;
}

export function insertInvitations(rows: readonly AnsweredInvitation[]): Statement<unknown>[] {
  return insertRows(
    'invitation',
    'organisation_id, id, campaign_id, client_id, class_id, site_id, worker_ids, withheld, issued_at, answered_ids, answered_at, created_at',
    rows.map((p) => [
      p.organisationId,
      p.id,
      p.campaignId,
      p.clientId,
      p.classId,
      p.siteId,
      p.workerIds,
      p.withheld,
      p.issuedAt,
      p.answeredIds,
      p.answeredAt,
      p.now,
    ]),
  );
}

export function insertResponses(rows: readonly NewResponse[]): Statement<unknown> {
  return once(
    query.insertInto('response').values(
      rows.map((row) => ({
        organisation_id: row.organisationId,
        id: row.id,
        client_id: row.clientId,
        site_id: row.siteId,
        worker_ids: row.workerIds,
        campaign_id: row.campaignId,
        invitation_id: row.invitationId,
        instrument_id: row.instrumentId,
        answers: row.answers,
        answered_at: row.answeredAt,
        received_at: row.now,
        recorded_by: row.recordedBy,
        kept_apart: row.keptApart,
      })),
    ),
  );
}
