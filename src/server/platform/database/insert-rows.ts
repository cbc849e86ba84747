import type { Statement } from './statement.ts';

/** PostgreSQL takes 65,535 parameters in a statement. */
const MOST_PARAMETERS = 60_000;

/**
 * Many rows with few statements: multi-row `values`, which shards can route; parsed each time, since sizes rarely
 * repeat.
 * @param columns separated by commas, as the statement names them
 */
export function insertRows(table: string, columns: string, rows: readonly unknown[][]): Statement<unknown>[] {
  const width = columns.split(',').length;
  const most = Math.floor(MOST_PARAMETERS / width);
  const tuple = (row: number) =>
    `(${Array.from({ length: width }, (_, column) => `$${row * width + column + 1}`).join(',')})`;
  return Array.from({ length: Math.ceil(rows.length / most) }, (_, index) => {
    const part = rows.slice(index * most, (index + 1) * most);
    const text = `insert into ${table} (${columns}) values ${part.map((__, row) => tuple(row)).join(',')}`;
    return { name: '', text, values: part.flat() };
  });
}
