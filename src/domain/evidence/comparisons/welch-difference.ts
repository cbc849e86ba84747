import { coefficient } from '../estimates/coefficient.ts';
import type { Coefficient } from '../estimates/interval.ts';
import type { Moments } from '../numbers/moments.ts';

/**
 * Welch's t test of two independent means, of which at least one group varies: the other's minus the reference's.
 *
 * @see Welch 1947, Biometrika 34:28-35
 */
export function welchDifference(
  term: string,
  reference: Moments,
  other: Moments,
  confidence: number,
): Coefficient & { readonly df: number } {
  const [shareA, shareB] = [reference, other].map(({ n, squares }) => squares / (n - 1) / n) as [
    number,
    number,
  ];
  const variance = shareA + shareB;
  const a = shareA / variance;
  const b = shareB / variance;
  const df = 1 / ((a * a) / (reference.n - 1) + (b * b) / (other.n - 1));
  return { ...coefficient(term, other.mean - reference.mean, Math.sqrt(variance), df, confidence), df };
}
