const DAY = 86_400_000;

/** As often as one message is tried. */
const ATTEMPTS = 11;
const DAYS = 3;

/**
 * Whether a receiver is asked no more until somebody looks: nothing arrived for days, and it was tried as often as a message is. Both,
 * since one with many messages is tried each minute, and a server that was down for a week has tried nothing meanwhile.
 * @param failures attempts in a row that failed, this time included
 */
export function isHopeless(failures: number, failingSince: Date, now: Date): boolean {
  return failures >= ATTEMPTS && now.getTime() - failingSince.getTime() >= DAYS * DAY;
}
