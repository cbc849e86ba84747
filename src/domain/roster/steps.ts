/** Work of a hundred thousand rows in small steps: between them whoever runs it may serve others. */
export type Steps<Result> = Generator<undefined, Result, undefined>;

/** So many items make a step of about a millisecond. */
const ITEMS_PER_STEP = 100;

export function* mapInSteps<Item, Result>(
  items: Iterable<Item>,
  resultOf: (item: Item, index: number) => Result,
): Steps<Result[]> {
  const results: Result[] = [];
  for (const item of items) {
    if (results.length % ITEMS_PER_STEP === 0) yield;
    results.push(resultOf(item, results.length));
  }
  return results;
}
