import { attemptAfter } from '../back-off.ts';

/** After the first failure, the second, and so on: 5 h 23 min together, since a message a day later helps nobody. */
const DELAYS_MINUTES = [1, 2, 5, 15, 60, 240] as const;

/** It may have been sent. */
const UNKNOWN = 'outcome_unknown';

/**
 * What becomes of a message that could not be sent. One of which nobody knows whether it was is sent once more, not at each attempt: a
 * text is paid and rings each time. That it may have been sent is said of it until the end.
 * @param failures how often it failed so far, this time included (≥ 1)
 * @param earlier code of its last failure before this one
 * @returns `at` undefined: it is given up
 */
export function decideNextAttempt(
  { failures, failure, earlier }: { failures: number; failure: string; earlier: string | null },
  now: Date,
): { at: Date | undefined; failure: string } {
  const wasUnknown = earlier === UNKNOWN;
  return {
    at: wasUnknown && failure === UNKNOWN ? undefined : attemptAfter(DELAYS_MINUTES, failures, now),
    failure: wasUnknown ? UNKNOWN : failure,
  };
}
