import { insertRows } from '../platform/database/insert-rows.ts';
import type { Statement } from '../platform/database/statement.ts';
import type { NewConsent } from './sql-consents.ts';

export function insertManyConsents(consents: readonly NewConsent[]): Statement<unknown>[] {
  return insertRows(
    'consent',
    'organisation_id, id, client_id, site_id, worker_ids, purpose, given_by, guardian_id, evidence, sealed_note, given_on, expires_on, recorded_by, created_at, updated_at',
    consents.map((p) => [
      p.organisationId,
      p.id,
      p.clientId,
      p.siteId,
      p.workerIds,
      p.purpose,
      p.givenBy,
      p.guardianId,
      p.evidence,
      p.sealedNote,
      p.givenOn,
      p.expiresOn,
      p.recordedBy,
      p.now,
      p.now,
    ]),
  );
}
