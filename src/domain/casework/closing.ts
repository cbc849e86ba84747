import type { CaseStatus } from './lifecycle.ts';

/** What has become of a request to close a case; `ended`: the case ended by another way meanwhile. */
export const closureRequestStatuses = ['open', 'accepted', 'returned', 'withdrawn', 'ended'] as const;
export type ClosureRequestStatus = (typeof closureRequestStatuses)[number];

/** Steps by which a case comes to rest with the person still there: nobody looks any more unless somebody is told to. */
const restingStatuses: ReadonlySet<CaseStatus> = new Set(['closed', 'withdrawn']);

/**
 * Whether a case may come to rest only with a reason and a day on which somebody looks again: the risk is high, and the
 * person is there to be looked after.
 */
export function needsFollowUp(
  to: CaseStatus,
  { riskLevel, closureReason }: { riskLevel: string; closureReason: string | null },
): boolean {
  const isHigh = riskLevel === 'high' || riskLevel === 'urgent';
  return isHigh && restingStatuses.has(to) && closureReason !== 'deceased';
}

/**
 * Whether what was said fulfils that.
 * @param today calendar day in the organisation's zone
 */
export function isFollowUpPlanned(
  { reason, followUpOn }: { reason?: string | null | undefined; followUpOn?: string | null | undefined },
  today: string,
): boolean {
  return (reason ?? '').trim() !== '' && typeof followUpOn === 'string' && followUpOn >= today;
}
