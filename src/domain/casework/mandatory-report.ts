/** Suspected harm to a minor that must be reported to the police. Instants are ISO 8601 in UTC. */
export interface MandatoryReport {
  discoveredAt: string;
  reportedAt: string | null;
  /** The police station or authority that took the report. */
  reportedTo: string | null;
  /** Number or name on the receipt. */
  receipt: string | null;
}

export type MandatoryReportStanding = 'running' | 'overdue' | 'reported' | 'reported_late';

export interface MandatoryReportClock {
  standing: MandatoryReportStanding;
  dueAt: string;
  /** Whole minutes from discovery to the report, or to now while it is not made. */
  minutes: number;
  /** What is still to be added; none of it ever holds the report up. */
  missing: ('recipient' | 'receipt')[];
  /** Times that cannot be right, for a person to correct. */
  doubts: ('reported_before_discovered' | 'discovered_in_future' | 'reported_in_future')[];
}

/**
 * The law says "at once" (最高人民检察院等九部门, 2020: 强制报告制度; Law on the Protection of Minors, article 11). An hour is the
 * time after which the supervisor is called; organisations may set less.
 */
export const reportWithinMinutes = 60;

const millisecondsPerMinute = 60_000;

export type ReportTimeDoubt = MandatoryReportClock['doubts'][number];

/**
 * Whether these times can be true. Nothing else ever holds a report up: no consent, approval, status or missing field.
 * @param now ISO 8601 in UTC
 * @param toleranceMinutes how far the clock of the device that names the times may run ahead
 * @throws RangeError when an instant is malformed
 */
export function decideReportTimes(
  report: Pick<MandatoryReport, 'discoveredAt' | 'reportedAt'>,
  now: string,
  toleranceMinutes = 0,
): { ok: true } | { ok: false; doubts: ReportTimeDoubt[] } {
  const latest = toMilliseconds(now) + toleranceMinutes * millisecondsPerMinute;
  const reported = report.reportedAt === null ? undefined : toMilliseconds(report.reportedAt);
  const doubts = findDoubts(toMilliseconds(report.discoveredAt), reported, latest);
  return doubts.length === 0 ? { ok: true } : { ok: false, doubts };
}

/** What a version of a report says, for comparing two of them. */
export type ReportContent = MandatoryReport & { text: string; isMistaken: boolean };

/** Filling in what was missing explains itself; changing what somebody wrote needs a reason. */
export function needsReason(before: ReportContent, after: ReportContent): boolean {
  const fields = ['discoveredAt', 'reportedAt', 'reportedTo', 'receipt', 'text', 'isMistaken'] as const;
  return fields.some((field) => before[field] !== null && before[field] !== after[field]);
}

/** Whether the clock of a report has stopped: it was made, or there was nothing to report. */
export function isReportSettled(report: Pick<ReportContent, 'reportedAt' | 'isMistaken'>): boolean {
  return report.reportedAt !== null || report.isMistaken;
}

/** By when the report must be made; @param discoveredAt ISO 8601 */
export function reportDueAt(discoveredAt: string, withinMinutes = reportWithinMinutes): Date {
  return new Date(toMilliseconds(discoveredAt) + withinMinutes * millisecondsPerMinute);
}

/**
 * Where a report stands against its clock, which starts at discovery and stops at the report, not at the receipt.
 * @param now ISO 8601 in UTC
 * @throws RangeError when an instant is malformed
 */
export function mandatoryReportClock(
  report: MandatoryReport,
  now: string,
  withinMinutes = reportWithinMinutes,
): MandatoryReportClock {
  const discovered = toMilliseconds(report.discoveredAt);
  const current = toMilliseconds(now);
  const reported = report.reportedAt === null ? undefined : toMilliseconds(report.reportedAt);
  const due = reportDueAt(report.discoveredAt, withinMinutes).getTime();
  const isLate = (reported ?? current) > due;
  const elapsed = Math.max(0, (reported ?? current) - discovered);
  return {
    standing:
      reported === undefined ? (isLate ? 'overdue' : 'running') : isLate ? 'reported_late' : 'reported',
    dueAt: new Date(due).toISOString(),
    minutes: Math.floor(elapsed / millisecondsPerMinute),
    missing: reported === undefined ? [] : findMissing(report),
    doubts: findDoubts(discovered, reported, current),
  };
}

function findMissing(report: MandatoryReport): MandatoryReportClock['missing'] {
  const missing: MandatoryReportClock['missing'] = [];
  if (report.reportedTo === null || report.reportedTo.trim() === '') missing.push('recipient');
  if (report.receipt === null || report.receipt.trim() === '') missing.push('receipt');
  return missing;
}

function findDoubts(
  discovered: number,
  reported: number | undefined,
  current: number,
): MandatoryReportClock['doubts'] {
  const doubts: MandatoryReportClock['doubts'] = [];
  if (discovered > current) doubts.push('discovered_in_future');
  // people write minutes, devices seconds: within the minute of the discovery nothing is earlier
  const earliest = discovered - (discovered % millisecondsPerMinute);
  if (reported !== undefined && reported < earliest) doubts.push('reported_before_discovered');
  if (reported !== undefined && reported > current) doubts.push('reported_in_future');
  return doubts;
}

function toMilliseconds(instant: string): number {
  const milliseconds = Date.parse(instant);
  if (Number.isNaN(milliseconds)) throw new RangeError('instants are ISO 8601');
  return milliseconds;
}
