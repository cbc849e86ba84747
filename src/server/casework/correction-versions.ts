import type { OrganisationKeys } from '../platform/keys/keyring.ts';
import { openWords } from './sealed.ts';

/** A version of a record or an encounter that replaced the one before. */
export interface CorrectionRow {
  id: string;
  case_event_id: string | null;
  encounter_id: string | null;
  version: number;
  occurred_at: Date;
  kind: string | null;
  minutes: number | null;
  sealed: Buffer;
  corrected_by: string;
  corrected_at: Date;
}

/** The version that counts, and all of them newest first where there is more than the one that was written. */
export function versionsOf<View>(written: View, later: readonly View[]): { current: View; history: View[] } {
  return { current: later[0] ?? written, history: later.length === 0 ? [] : [...later, written] };
}

/** Who corrected what, when and why; `words` are undefined where the client was erased. */
export function openCorrection<Words>(
  keys: OrganisationKeys,
  person: { clientId: string; wrapped: Buffer | null },
  row: CorrectionRow,
) {
  const words = openWords<Words & { reason: string }>(keys, person, 'correction', row.id, row.sealed);
  return {
    id: row.id,
    version: row.version,
    occurredAt: row.occurred_at.toISOString(),
    reason: words?.reason ?? '',
    recordedBy: row.corrected_by,
    recordedAt: row.corrected_at.toISOString(),
    words,
  };
}
