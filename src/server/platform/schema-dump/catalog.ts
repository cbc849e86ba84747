import type { Client } from 'pg';

/** Reads text fragments: the query's one column, its rows already in the order of the dump. */
export async function readTexts(client: Client, query: string): Promise<string[]> {
  const { rows } = await client.query<{ text: string | null }>(query);
  return rows.flatMap(({ text }) => (text === null ? [] : [text]));
}

/** Runs catalog reads that see one state and in which every name comes out with its schema. */
export async function readingCatalog<T>(client: Client, read: () => Promise<T>): Promise<T> {
  await client.query('begin isolation level repeatable read read only');
  try {
    await client.query("set local search_path = ''");
    return await read();
  } finally {
    await client.query('rollback');
  }
}

/**
 * The schemas that migrations own, as a condition on `pg_namespace n`: not PostgreSQL's, and not the job queue's,
 * which its library migrates by itself.
 */
export const OWN_SCHEMA = `n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'graphile_worker')`;

/** Leaves out what an extension brought along, as a condition on the object's oid. */
export function notOfExtension(oid: string): string {
  return `not exists (select from pg_catalog.pg_depend e where e.objid = ${oid} and e.deptype = 'e')`;
}
