import type pg from 'pg';

/** What a thief reads in a copy of the database: each row of each table, and whose it is where it says so. */
export interface CopiedRow {
  readonly table: string;
  readonly text: string;
}

/** Every row of every table that is not PostgreSQL's own, as text; bytes are written in hexadecimal digits. */
export async function copyDatabase(thief: pg.Client): Promise<CopiedRow[]> {
  const { rows: tables } = await thief.query<{ name: string }>(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables
     where schemaname not in ('pg_catalog', 'information_schema') order by 1`,
  );
  const copy: CopiedRow[] = [];
  for (const { name } of tables) {
    const { rows } = await thief.query<{ text: string }>(`select held::text as text from ${name} held`);
    copy.push(...rows.map(({ text }) => ({ table: name, text })));
  }
  return copy;
}

/** Tables whose rows hold these bytes in any of the ways in which bytes may stand in a row. */
export function tablesWith(copy: readonly CopiedRow[], value: Buffer): string[] {
  const spellings = [
    value.toString('utf8'),
    value.toString('hex'),
    value.toString('base64').replace(/=+$/, ''),
  ];
  const found = copy.filter(({ text }) => spellings.some((spelling) => text.includes(spelling)));
  return [...new Set(found.map(({ table }) => table))];
}
