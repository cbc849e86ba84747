import { mandatoryReportClock, type MandatoryReportClock } from '../../domain/casework/mandatory-report.ts';
import type { CaseRecordView } from './queries.ts';

/** Discoveries of which no record says yet that they were reported; a later record of the same discovery does. */
export function runningReports(records: readonly CaseRecordView[]): CaseRecordView[] {
  const reports = records.filter(({ kind }) => kind === 'mandatory_report');
  const reported = new Set(reports.filter(isReported).map(({ occurredAt }) => occurredAt));
  return reports.filter((record) => !isReported(record) && !reported.has(record.occurredAt));
}

/** @param now Unix milliseconds */
export function reportClock(record: CaseRecordView, now: number): MandatoryReportClock {
  return mandatoryReportClock(
    {
      discoveredAt: record.occurredAt,
      reportedAt: record.reportedAt ?? null,
      reportedTo: record.reportedTo ?? null,
      receipt: record.receipt ?? null,
    },
    new Date(now).toISOString(),
  );
}

function isReported({ reportedAt }: CaseRecordView): boolean {
  return reportedAt !== undefined && reportedAt !== null;
}
