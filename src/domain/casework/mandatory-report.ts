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

/**
 * Whether a mandatory report may be recorded: always. Whatever stands in the way of other steps (consent, approval, the
 * status of the case, a closed file, a missing risk level) does not stand in the way of this one; the type leaves no
 * room for a refusal.
 */
export function decideMandatoryReport(_facts: Readonly<Record<string, unknown>>): { ok: true } {
  return { ok: true };
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
  const due = discovered + withinMinutes * millisecondsPerMinute;
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
  if (reported !== undefined && reported < discovered) doubts.push('reported_before_discovered');
  if (reported !== undefined && reported > current) doubts.push('reported_in_future');
  return doubts;
}

function toMilliseconds(instant: string): number {
  const milliseconds = Date.parse(instant);
  if (Number.isNaN(milliseconds)) throw new RangeError('instants are ISO 8601');
  return milliseconds;
}
