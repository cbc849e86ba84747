/**
 * Lists as one.
 * @throws RangeError naming the id that two of them have
 */
export function mergeOnce<Id extends string, Entry>(
  lists: readonly Readonly<Partial<Record<Id, Entry>>>[],
): Record<Id, Entry> {
  const merged = new Map<string, Entry>();
  for (const [id, entry] of lists.flatMap((list) => Object.entries<Entry | undefined>(list))) {
    if (entry === undefined) continue;
    if (merged.has(id)) throw new RangeError(`${id} stands in two lists`);
    merged.set(id, entry);
  }
  return Object.fromEntries(merged) as Record<Id, Entry>;
}
