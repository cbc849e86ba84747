import type { Static } from 'typebox';
import type {
  ChangeMandatoryReport,
  FileMandatoryReport,
  MandatoryReport,
  ReportVersion,
} from '../../contract/mandatory-reports.ts';
import type { BodyOf } from '../../contract/operation.ts';
import {
  decideReportTimes,
  isReportSettled,
  needsReason,
  type ReportContent,
  reportDueAt,
  type ReportTimeDoubt,
} from '../../domain/casework/mandatory-report.ts';
import { lockClientScope, readClientScope, refuseErased } from '../clients/public.ts';
import { plainInstant } from '../../domain/instant.ts';
import type { AuditEntry } from '../platform/audit/audit.ts';
import { AppError } from '../platform/work/errors.ts';
import { newId } from '../platform/database/ids.ts';
import type { OrganisationKeys } from '../platform/keys/keyring.ts';
import type { Change, Reading } from '../platform/work/work.ts';
import { isMadeAlready } from '../platform/work/repeated-change.ts';
import { changeReportAlert, raiseAlert, settleReportAlert } from './alerts.ts';
import { TOLERANCE_MINUTES } from './occurred-at.ts';
import { sealWords, openReadable } from './sealed.ts';
import * as sql from './sql-mandatory-reports.ts';

type ReportView = Static<typeof MandatoryReport>;
type VersionView = Static<typeof ReportVersion>;

/**
 * Suspected harm to a minor, found by whoever may see the client: recorded without a case, consent or approval. Until it
 * is reported an alert runs, from the discovery on.
 * @throws AppError not_found, invalid_request
 */
export async function fileMandatoryReport(
  change: Change,
  clientId: string,
  body: BodyOf<typeof FileMandatoryReport>,
): Promise<ReportView> {
  const { organisationId, now } = change;
  const client = await change.first(lockClientScope({ organisationId, id: clientId }));
  if (client === undefined) throw new AppError('not_found');
  const id = body.id ?? newId(now.getTime());
  const content: ReportContent = {
    discoveredAt: plainInstant(body.discoveredAt),
    reportedAt:
      body.reportedAt === undefined || body.reportedAt === null ? null : plainInstant(body.reportedAt),
    reportedTo: body.reportedTo ?? null,
    receipt: body.receipt ?? null,
    text: body.text,
    isMistaken: false,
  };
  refuseImpossibleTimes(now, content);
  writeVersion(change, client, { id, reportId: id, version: 1, content, reason: null });
  if (!isReportSettled(content)) raiseReportAlert(change, client, id, content);
  change.audit({ action: 'report.file', subjectKind: 'client', subjectIds: [clientId] });
  change.emit({ type: 'mandatory_report.filed', subjectId: id });
  return getReport(change, id);
}

function readingOf(clientId: string): AuditEntry {
  return { action: 'report.list', subjectKind: 'client', subjectIds: [clientId] };
}

/** What was filed under an id, for whoever sends it again. @throws AppError not_found */
export async function readMandatoryReport(reading: Reading, id: string): Promise<ReportView> {
  const report = await getReport(reading, id);
  await refuseErased(reading, report.clientId);
  await reading.audited(readingOf(report.clientId));
  return report;
}

/** @throws AppError not_found */
export async function listMandatoryReports(reading: Reading, clientId: string) {
  const { organisationId, keys } = reading;
  const [[client], versions] = await reading.all(
    readClientScope({ organisationId, id: clientId }),
    sql.listVersionsOfClient({ organisationId, clientId }),
  );
  if (client === undefined) throw new AppError('not_found');
  await reading.audited(readingOf(clientId));
  const items = viewReports(keys, versions);
  return { items: items.toSorted((left, right) => (left.discoveredAt < right.discoveredAt ? 1 : -1)) };
}

/**
 * A new version of a report; the one before stays.
 * @throws AppError not_found, version_conflict, invalid_request
 */
export async function changeMandatoryReport(
  change: Change,
  id: string,
  version: number,
  { reason: given, ...body }: BodyOf<typeof ChangeMandatoryReport>,
): Promise<ReportView> {
  const { organisationId, now } = change;
  const reason = given ?? null;
  const found = await change.first(sql.listVersions({ organisationId, id }));
  if (found === undefined) throw new AppError('not_found');
  // one correction after the other, and none beside a move of the client
  const client = await change.first(lockClientScope({ organisationId, id: found.client_id }));
  if (client === undefined) throw new AppError('not_found');
  const current = await getReport(change, id);
  const wanted = contentOf({ ...current, ...definedOf(body) });
  const there = { ...contentOf(current), reason: current.reason, version: current.version };
  if (isMadeAlready(version, { ...wanted, reason }, there)) {
    change.audit(readingOf(current.clientId));
    return current;
  }
  if (current.version !== version)
    throw new AppError('version_conflict', {
      parameters: { fields: 'report' },
      extra: { current },
      reading: readingOf(current.clientId),
    });
  const before = contentOf(current);
  const after = wanted;
  if (after.discoveredAt !== before.discoveredAt || after.reportedAt !== before.reportedAt)
    refuseImpossibleTimes(now, after);
  if (needsReason(before, after) && reason === null) {
    const field = { path: '/reason', code: 'correction_reason_required' as const };
    throw new AppError('invalid_request', { fields: [field] });
  }
  const versionId = newId(now.getTime());
  writeVersion(change, client, { id: versionId, reportId: id, version: version + 1, content: after, reason });
  await followWithAlert(change, client, id, before, after);
  change.audit({ action: 'report.change', subjectKind: 'client', subjectIds: [client.id] });
  change.emit({ type: 'mandatory_report.changed', subjectId: id });
  return getReport(change, id);
}

/** The alert says what the report says: open while its clock runs, due when the report is. */
async function followWithAlert(
  change: Change,
  client: ClientScope,
  id: string,
  before: ReportContent,
  after: ReportContent,
): Promise<void> {
  const [wasSettled, isSettled] = [isReportSettled(before), isReportSettled(after)];
  if (isSettled && !wasSettled) {
    await settleReportAlert(change, id, after.isMistaken ? 'false_alarm' : 'reported');
  } else if (!isSettled && wasSettled) {
    raiseReportAlert(change, client, id, after);
  } else if (before.discoveredAt !== after.discoveredAt) {
    await changeReportAlert(change, id, reportDueAt(after.discoveredAt));
  }
}

function raiseReportAlert(
  change: Change,
  client: ClientScope,
  reportId: string,
  { discoveredAt }: ReportContent,
): void {
  if (client.wrapped === null) throw new AppError('not_found');
  raiseAlert(change, {
    kind: 'mandatory_report',
    sourceId: reportId,
    matterId: reportId,
    clientId: client.id,
    wrapped: client.wrapped,
    siteId: client.site_id,
    workerIds: client.worker_ids,
    dueAt: reportDueAt(discoveredAt),
  });
}

const refusals: Readonly<
  Record<ReportTimeDoubt, { path: string; code: 'instant_in_future' | 'reported_before_discovered' }>
> = {
  discovered_in_future: { path: '/discoveredAt', code: 'instant_in_future' },
  reported_in_future: { path: '/reportedAt', code: 'instant_in_future' },
  reported_before_discovered: { path: '/reportedAt', code: 'reported_before_discovered' },
};

/** @throws AppError invalid_request naming each time that cannot be true */
function refuseImpossibleTimes(now: Date, content: ReportContent): void {
  const decision = decideReportTimes(content, now.toISOString(), TOLERANCE_MINUTES);
  if (decision.ok) return;
  throw new AppError('invalid_request', { fields: decision.doubts.map((doubt) => refusals[doubt]) });
}

interface ClientScope {
  id: string;
  site_id: string;
  worker_ids: string[];
  wrapped: Buffer | null;
}

function writeVersion(
  change: Change,
  client: ClientScope,
  written: { id: string; reportId: string; version: number; content: ReportContent; reason: string | null },
): void {
  const { organisationId, now, keys, actorId } = change;
  if (client.wrapped === null || actorId === null) throw new AppError('not_found');
  const { id, reportId, version, content, reason } = written;
  const { text, reportedTo, receipt, discoveredAt, reportedAt, isMistaken } = content;
  const person = { clientId: client.id, wrapped: client.wrapped };
  change.push(
    sql.insertReportVersion({
      organisationId,
      id,
      reportId,
      version,
      clientId: client.id,
      siteId: client.site_id,
      workerIds: client.worker_ids,
      discoveredAt: new Date(discoveredAt),
      reportedAt: reportedAt === null ? null : new Date(reportedAt),
      isMistaken,
      sealed: sealWords(keys, person, 'mandatory_report', id, { text, reportedTo, receipt, reason }),
      recordedBy: actorId,
      now,
    }),
  );
}

interface VersionRow {
  id: string;
  report_id: string;
  version: number;
  client_id: string;
  discovered_at: Date;
  reported_at: Date | null;
  is_mistaken: boolean;
  sealed: Buffer | null;
  recorded_by: string;
  recorded_at: Date;
  wrapped: Buffer | null;
}

interface ReportWords {
  text?: string;
  reportedTo?: string | null;
  receipt?: string | null;
  reason?: string | null;
}

/** Without words where they do not open: versions are added and never written over, and nothing may stop a report. */
function viewVersion(keys: OrganisationKeys, row: VersionRow): VersionView {
  const person = { clientId: row.client_id, wrapped: row.wrapped };
  const words = openReadable<ReportWords>(keys, person, 'mandatory_report', row.id, row.sealed) ?? {};
  return {
    version: row.version,
    discoveredAt: row.discovered_at.toISOString(),
    reportedAt: row.reported_at?.toISOString() ?? null,
    reportedTo: words.reportedTo ?? null,
    receipt: words.receipt ?? null,
    text: words.text ?? '',
    isMistaken: row.is_mistaken,
    reason: words.reason ?? null,
    recordedBy: row.recorded_by,
    recordedAt: row.recorded_at.toISOString(),
  };
}

/** @param versions newest first */
function viewReports(keys: OrganisationKeys, versions: readonly VersionRow[]): ReportView[] {
  const byReport = Map.groupBy(versions, ({ report_id: id }) => id);
  return [...byReport].flatMap(([id, rows]) => {
    const [newest, ...earlier] = rows.map((row) => viewVersion(keys, row));
    const clientId = rows[0]?.client_id;
    return newest === undefined || clientId === undefined ? [] : [{ id, clientId, ...newest, earlier }];
  });
}

async function getReport(
  { all, organisationId, keys }: Pick<Reading, 'all' | 'organisationId' | 'keys'>,
  id: string,
): Promise<ReportView> {
  const [versions] = await all(sql.listVersions({ organisationId, id }));
  const [report] = viewReports(keys, versions);
  if (report === undefined) throw new AppError('not_found');
  return report;
}

function contentOf(version: ReportContent): ReportContent {
  const { discoveredAt, reportedAt, reportedTo, receipt, text, isMistaken } = version;
  return {
    discoveredAt: plainInstant(discoveredAt),
    reportedAt: reportedAt === null ? null : plainInstant(reportedAt),
    reportedTo,
    receipt,
    text,
    isMistaken,
  };
}

function definedOf<Body extends object>(
  body: Body,
): {
  [Field in keyof Body]: Exclude<Body[Field], undefined>;
} {
  return Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined)) as {
    [Field in keyof Body]: Exclude<Body[Field], undefined>;
  };
}
