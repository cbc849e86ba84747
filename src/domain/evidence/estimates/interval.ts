import { EvidenceError } from '../numbers/evidence-error.ts';

/** A confidence interval. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** An estimate with its test and interval; `df` is null where the normal distribution is used. */
export interface Coefficient extends Interval {
  readonly term: string;
  readonly estimate: number;
  readonly se: number;
  readonly df: number | null;
  readonly statistic: number;
  readonly p: number;
}

/** @throws EvidenceError argument_out_of_range unless 0 < confidence < 1 */
export function requireConfidence(confidence: number): number {
  if (!(confidence > 0 && confidence < 1)) {
    throw new EvidenceError('argument_out_of_range', { name: 'confidence', value: String(confidence) });
  }
  return confidence;
}
