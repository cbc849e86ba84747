/** From an instant until a later one, in milliseconds. */
export interface Span {
  readonly from: number;
  readonly until: number;
}

const MINUTE_MS = 60_000;

/** Whole minutes of the clock that lie in any of these: what lies in several counts once. */
export function coveredMinutes(spans: readonly Span[]): number {
  let covered = 0;
  let end = -Infinity;
  for (const { from, until } of spans.toSorted((one, other) => one.from - other.from)) {
    covered += Math.max(0, until - Math.max(from, end));
    end = Math.max(end, until);
  }
  return Math.floor(covered / MINUTE_MS);
}
