import type { AuditAnchors } from './audit-anchors.ts';
import { type AuditFault, type AuditReport, verifyAudit } from './audit-seal.ts';
import { type ActorDatabase, systemSettings } from '../database/database.ts';
import type { Keyring } from '../keys/keyring.ts';

export interface InstallationReport {
  readonly organisations: readonly ({ readonly organisation: string } & AuditReport)[];
  /** of no organisation's own chain: anchors and heads */
  readonly faults: readonly AuditFault[];
}

/**
 * The audit trail of every organisation, and what lies outside of the database: anchors that no chain reaches,
 * organisations that are gone, heads that nobody has.
 * @param wantedHeads codes that somebody kept elsewhere
 */
export async function verifyInstallation(
  { database, keyring }: { database: ActorDatabase; keyring: Keyring },
  organisations: readonly { readonly id: string; readonly code: string }[],
  anchors: AuditAnchors,
  wantedHeads: readonly string[],
): Promise<InstallationReport> {
  const { days, faults: broken } = await anchors.read();
  const faults: AuditFault[] = [];
  const fault = (kind: AuditFault['kind'], where: string, organisationId = '') =>
    void faults.push({ organisationId, kind, where });
  for (const name of broken) fault('anchor_changed', name);
  const reports = [];
  for (const { id, code } of organisations) {
    const reader = database.readerApart(systemSettings(id));
    const anchored = days.flatMap(({ heads }) => heads[id] ?? []);
    const report = await verifyAudit(reader, await keyring.of(reader), anchored);
    // the first minute of an installation, or of a program that knew no anchors yet, has none
    if (report.seals > 0 && anchored.length === 0) fault('anchor_missing', code, id);
    reports.push({ organisation: code, ...report });
  }
  const known = new Set(organisations.map(({ id }) => id));
  for (const id of Object.keys(days.at(-1)?.heads ?? {}))
    if (!known.has(id)) fault('organisation_missing', id, id);
  for (const head of wantedHeads)
    if (!reports.some(({ codes }) => codes.has(head))) fault('seal_missing', `head ${head}`);
  return { organisations: reports, faults };
}
