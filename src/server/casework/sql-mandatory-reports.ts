import { withPersonKey } from '../platform/database/person-key.ts';
import { prepare, query } from '../platform/database/statement.ts';
import type { Row, Scoped } from './sql.ts';

export interface NewReportVersion extends Scoped {
  reportId: string;
  version: number;
  discoveredAt: Date;
  reportedAt: Date | null;
  isMistaken: boolean;
  sealed: Buffer;
  recordedBy: string;
  now: Date;
}

/** Refused by mandatory_report_pkey when the id is taken, by mandatory_report_version_key when the version is. */
export const insertReportVersion = prepare((p: NewReportVersion) =>
  query.insertInto('mandatory_report').values({
    organisation_id: p.organisationId,
    id: p.id,
    report_id: p.reportId,
    version: p.version,
    client_id: p.clientId,
    site_id: p.siteId,
    worker_ids: p.workerIds,
    discovered_at: p.discoveredAt,
    reported_at: p.reportedAt,
    is_mistaken: p.isMistaken,
    sealed: p.sealed,
    recorded_by: p.recordedBy,
    recorded_at: p.now,
  }),
);

const versionWithKey = withPersonKey(
  query.selectFrom('mandatory_report as report'),
  'report.client_id',
).select([
  'report.id',
  'report.report_id',
  'report.version',
  'report.client_id',
  'report.site_id',
  'report.worker_ids',
  'report.discovered_at',
  'report.reported_at',
  'report.is_mistaken',
  'report.sealed',
  'report.recorded_by',
  'report.recorded_at',
]);

/** Versions of one report, newest first. */
export const listVersions = prepare((p: Row) =>
  versionWithKey
    .where('report.organisation_id', '=', p.organisationId)
    .where('report.report_id', '=', p.id)
    .orderBy('report.version', 'desc'),
);

export const listVersionsOfClient = prepare((p: { organisationId: string; clientId: string }) =>
  versionWithKey
    .where('report.organisation_id', '=', p.organisationId)
    .where('report.client_id', '=', p.clientId)
    .orderBy('report.version', 'desc'),
);
