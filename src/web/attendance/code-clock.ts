/** What the server said of the code, and when by this device's own clock. */
export interface ShownCode {
  /** RFC 3339, by the server's clock */
  readonly expiresAt: string;
  /** Unix milliseconds, by the device's */
  readonly readAt: number;
}

/** A code is one minute's. */
const LONGEST_MS = 60_000;
/** So soon a code is read again whose end the device's clock cannot tell. */
const UNSURE_MS = 15_000;

/** What is drawn may be so much older than what was read since. */
const DRAWN_MS = 5_000;

/** How long a code was to be shown when it was read; a clock that is wrong by more than a minute is not believed. */
export function shownFor({ expiresAt, readAt }: ShownCode): number {
  const left = Date.parse(expiresAt) - readAt;
  return left > 0 && left <= LONGEST_MS ? left : UNSURE_MS;
}

/** Milliseconds for which a code is still to be shown; 0: never again, also where the device slept or its clock was put back. */
export function leftOf(code: ShownCode, now: number): number {
  const passed = now - code.readAt;
  return passed < -DRAWN_MS ? 0 : Math.max(0, shownFor(code) - Math.max(0, passed));
}
