import pg from 'pg';
import type { OwnedKey } from './keyring.ts';

/** A key of any organisation; undefined before the first one is there. */
export async function findWrappedKey(adminUrl: string): Promise<OwnedKey | undefined> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    const { rows: tables } = await client.query<{ there: boolean }>(
      `select to_regclass('public.organisation_key') is not null as there`,
    );
    if (tables[0]?.there !== true) return undefined;
    const { rows } = await client.query<OwnedKey>(
      `select organisation_id as "organisationId", kind, version, wrapped from organisation_key
       order by created_at desc limit 1`,
    );
    return rows[0];
  } finally {
    await client.end();
  }
}
