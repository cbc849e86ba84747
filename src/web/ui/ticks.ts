/** What a plot shows from left to right, with round values to mark. */
export interface Axis {
  readonly low: number;
  readonly high: number;
  readonly ticks: readonly number[];
  /** decimals that the ticks need */
  readonly digits: number;
}

const STEPS = [1, 2, 5, 10];
const WANTED_STEPS = 4;
/** below it values count as one */
const SMALLEST_WIDTH = 1e-9;

/** An axis over all of these values: its ends are ticks, about four steps of 1, 2 or 5 times a power of ten apart. */
export function axisOver(values: readonly number[]): Axis {
  const least = Math.min(...values);
  const most = Math.max(...values);
  const width = [most - least, Math.abs(most), 1].find((wanted) => wanted > SMALLEST_WIDTH) ?? 1;
  const power = 10 ** Math.floor(Math.log10(width / WANTED_STEPS));
  const step = power * (STEPS.find((factor) => factor * power * WANTED_STEPS >= width) ?? 10);
  const first = Math.floor(least / step);
  const last = Math.max(Math.ceil(most / step), first + 1);
  const ticks = Array.from({ length: last - first + 1 }, (_, index) => (first + index) * step);
  return {
    low: first * step,
    high: last * step,
    ticks,
    digits: Math.max(0, -Math.floor(Math.log10(step) + 1e-9)),
  };
}

/** Where a value lies on the axis, in per cent of its width. */
export function placeOn({ low, high }: Axis, value: number): number {
  return (100 * (value - low)) / (high - low);
}
