import { suppressTable } from '../evidence/suppression/suppress-table.ts';
import type { SelectionItem } from '../scoring/instrument.ts';

export interface SelectionCounts {
  readonly itemId: string;
  /** Persons who chose anything; null where they are too few to be told. */
  readonly n: number | null;
  readonly options: readonly { optionId: string; first: number | null; named: number | null }[];
}

/**
 * How often each option of a ranking or multiple answer was named first and named at all, fit to be shown: counts below
 * `smallest` are hidden, with as many others as it takes that none follows from the rest. An option that (nearly)
 * all named is hidden too, since it tells what each of them answered.
 * @param selections the chosen option ids of each person, the first choice first; an empty one counts as no answer
 */
export function selectionCounts(
  item: SelectionItem,
  selections: ReadonlyArray<readonly string[]>,
  smallest: number,
): SelectionCounts {
  const given = selections.filter(({ length }) => length > 0);
  const count = (matches: (selection: readonly string[]) => boolean) => given.filter(matches).length;
  const table = suppressTable(
    item.options.map(({ id }) => ({ keys: [id], count: count(([first]) => first === id) })),
    { smallest },
  );
  const first = new Map(table.map(({ keys, count: shown }) => [keys[0] ?? null, shown]));
  return {
    itemId: item.id,
    n: first.get(null) ?? null,
    options: item.options.map(({ id }) => {
      const named = count((selection) => selection.includes(id));
      const isTold = named >= smallest && given.length - named >= smallest;
      return { optionId: id, first: first.get(id) ?? null, named: isTold ? named : null };
    }),
  };
}
