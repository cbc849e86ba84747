/**
 * What is called exactly as was typed first, then what begins so, then what has it somewhere or was found by something else than its
 * name; within these as they came.
 */
export function bestFirst<Item>(
  q: string,
  items: readonly Item[],
  nameOf: (item: Item) => string | null,
): Item[] {
  const wanted = q.trim().toLowerCase();
  const rankOf = (item: Item) => {
    const name = nameOf(item)?.toLowerCase() ?? '';
    return name === wanted ? 0 : name.startsWith(wanted) ? 1 : 2;
  };
  return items.toSorted((left, right) => rankOf(left) - rankOf(right));
}
