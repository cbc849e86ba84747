import { type DataTable, factorFromLabels, numericColumn } from './data-table.ts';

/** A table from the columns of a fixture: null is a missing number, text makes a factor. */
export function fixtureTable(
  data: Readonly<Record<string, ReadonlyArray<number | string | null>>>,
): DataTable {
  const entries = Object.entries(data).map(([name, cells]) => {
    const isText = cells.some((cell) => typeof cell === 'string');
    const column = isText
      ? factorFromLabels(cells.map((cell) => (cell === null ? '' : String(cell))))
      : numericColumn(cells.map((cell) => (cell === null ? Number.NaN : Number(cell))));
    return [name, column] as const;
  });
  return { rows: Object.values(data)[0]?.length ?? 0, columns: new Map(entries) };
}
