import { wilsonInterval } from '../evidence/estimates/wilson-interval.ts';

export interface NamedFirst {
  readonly optionId: string;
  readonly count: number;
  readonly share: number;
  readonly low: number;
  readonly high: number;
}

/**
 * How many named each option first, most frequent first, with Wilson's interval. The interval takes the answers as
 * independent; within a class they are a little alike, so it is rather too narrow than too wide.
 * @param selections chosen options of each person, the first choice first; empty ones count as no answer
 */
export function namedFirst(
  optionIds: readonly string[],
  selections: ReadonlyArray<readonly string[]>,
): { n: number; options: NamedFirst[] } {
  const firsts = selections.flatMap(([first]) => first ?? []);
  const n = firsts.length;
  if (n === 0) return { n, options: [] };
  const options = optionIds.map((optionId) => {
    const count = firsts.filter((first) => first === optionId).length;
    return { optionId, count, ...wilsonInterval(count, n) };
  });
  return { n, options: options.sort((left, right) => right.count - left.count) };
}
