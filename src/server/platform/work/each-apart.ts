/**
 * One after the other: one that fails holds up no other.
 * @throws what the first of them threw, once all others are done
 */
export async function eachApart<One>(
  ones: Iterable<One>,
  act: (one: One) => Promise<unknown>,
): Promise<void> {
  const failures: unknown[] = [];
  for (const one of ones) await act(one).catch((error: unknown) => failures.push(error));
  if (failures.length > 0) throw failures[0];
}
