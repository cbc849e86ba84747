import { plain, type Statement } from './statement.ts';

/** PostgreSQL takes 65,535 parameters in a statement. */
const MOST_PARAMETERS = 60_000;

/**
 * Many rows with few statements: multi-row `values`, which shards can route; parsed each time, since sizes rarely
 * repeat.
 * @param columns separated by commas, as the statement names them
 */
export function insertRows(table: string, columns: string, rows: readonly unknown[][]): Statement<unknown>[] {
  const most = Math.floor(MOST_PARAMETERS / columns.split(',').length);
  return Array.from({ length: Math.ceil(rows.length / most) }, (_, index) => {
    const part = rows.slice(index * most, (index + 1) * most);
    return { name: '', text: insertText(table, columns, part.length), values: part.flat() };
  });
}

/** A few rows at a time, again and again: prepared for each number of rows. */
export function insertsOf(
  table: string,
  columns: string,
): (rows: readonly (readonly unknown[])[]) => Statement<unknown> {
  const texts = new Map<number, string>();
  return (rows) => {
    const text = texts.get(rows.length) ?? insertText(table, columns, rows.length);
    texts.set(rows.length, text);
    return plain(text, rows.flat());
  };
}

function insertText(table: string, columns: string, rows: number): string {
  const width = columns.split(',').length;
  const tuple = (row: number) =>
    `(${Array.from({ length: width }, (_, column) => `$${row * width + column + 1}`).join(',')})`;
  const tuples = Array.from({ length: rows }, (_, row) => tuple(row)).join(',');
  return `insert into ${table} (${columns}) values ${tuples}`;
}
