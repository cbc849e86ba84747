import { resolve } from 'node:path';

import { Client, DatabaseError } from 'pg';

import { StartError } from '../start/start-error.ts';
import { findPgdata, readPassword, SUPERUSER } from './cluster.ts';
import { findPostmaster } from './postmaster.ts';

export type DatabaseRole = { name: string; password: string };

export type PostgresAddress = {
  port: number;
  pid: number;
  url(role: DatabaseRole | 'superuser', database: string): string;
};

/**
 * The PostgreSQL that runs over this data folder now, for commands beside a running server. It takes no lock.
 *
 * @throws StartError `password_rejected`, `folder_not_accessible`
 */
export async function findRunningPostgres(folder: string): Promise<PostgresAddress | undefined> {
  const absolute = resolve(folder);
  const pgdata = await findPgdata(absolute);
  if (pgdata === undefined) return undefined;
  const postmaster = await findPostmaster(pgdata);
  if (postmaster?.status !== 'ready') return undefined;
  const password = await readPassword(absolute);
  return (await servesFolder(postmaster.port, password, pgdata))
    ? addressOf(postmaster, password)
    : undefined;
}

/** Where a main process listens, and how each role connects to it. */
export function addressOf({ pid, port }: { pid: number; port: number }, password: string): PostgresAddress {
  const superuser = { name: SUPERUSER, password };
  return {
    port,
    pid,
    url: (role, database) => connectionUrl(role === 'superuser' ? superuser : role, port, database),
  };
}

/**
 * Whether what listens on the port is the PostgreSQL over these files.
 *
 * @throws StartError `password_rejected`
 */
export async function servesFolder(port: number, password: string, pgdata: string): Promise<boolean> {
  const client = new Client({
    connectionString: connectionUrl({ name: SUPERUSER, password }, port, 'postgres'),
    connectionTimeoutMillis: 5_000,
  });
  try {
    await client.connect();
    const { rows } = await client.query<{ folder: string }>(
      "select current_setting('data_directory') as folder",
    );
    return rows[0]?.folder === pgdata;
  } catch (error) {
    if (error instanceof DatabaseError && error.code === '28P01') {
      throw new StartError('password_rejected', { port }, { cause: error });
    }
    return false;
  } finally {
    await client.end().catch(() => {});
  }
}

function connectionUrl({ name, password }: DatabaseRole, port: number, database: string): string {
  const [user, secret, path] = [name, password, database].map(encodeURIComponent);
  return `postgres://${user}:${secret}@127.0.0.1:${port}/${path}`;
}
