import { type ActorDatabase, systemSettings } from '../database/database.ts';
import { NIL_ID } from '../database/ids.ts';
import { insertOrganisationKeys, Keyring, readOrganisationKeys } from './keyring.ts';
import type { MasterKeys } from './master-key.ts';
import { newSealingKey } from './sealing.ts';
import { plain, prepare, query, type Statement } from '../database/statement.ts';

const PERSONS_AT_ONCE = 1_000;

const listPersonKeys = prepare((p: { organisationId: string; after: string; limit: number }) =>
  query
    .selectFrom('person_key')
    .select(['person_id', 'wrapped'])
    .where('organisation_id', '=', p.organisationId)
    .where('person_id', '>', p.after)
    .orderBy('person_id')
    .limit(p.limit)
    .forUpdate(),
);

const updatePersonKey = prepare((p: { organisationId: string; personId: string; wrapped: Buffer }) =>
  query
    .updateTable('person_key')
    .set({ wrapped: p.wrapped })
    .where('organisation_id', '=', p.organisationId)
    .where('person_id', '=', p.personId),
);

const updateOrganisationKey = prepare(
  (p: { organisationId: string; kind: string; version: number; wrapped: Buffer }) =>
    query
      .updateTable('organisation_key')
      .set({ wrapped: p.wrapped })
      .where('organisation_id', '=', p.organisationId)
      .where('kind', '=', p.kind)
      .where('version', '=', p.version),
);

/** A column that the organisation's own key seals, and the columns whose values name its row in the seal. */
export interface OrganisationSealed {
  readonly table: string;
  readonly column: string;
  readonly key: readonly string[];
}

/** SQL of what names a row in its seals. */
export function rowIdOf(key: readonly string[]): string {
  return key.map((name) => `${name}::text`).join(` || '.' || `);
}

/**
 * Writes the seal of a row anew.
 * @param rowId what names it in its seals, an id at the beginning: by that the row is found
 */
export function updateSealed(
  organisationId: string,
  { table, column, key }: OrganisationSealed,
  rowId: string,
  sealed: Buffer,
): Statement<unknown> {
  return plain(
    `update ${table} set ${column} = $4
     where organisation_id = $1 and ${key[0] ?? ''} = $2::uuid and ${rowIdOf(key)} = $3`,
    [organisationId, rowId.slice(0, NIL_ID.length), rowId, sealed],
  );
}

/**
 * New data key of an organisation, its other keys under the newest master key, and every person's key wrapped by the
 * new data key, and what the organisation's key sealed itself is sealed anew. What persons' keys sealed stays: they do
 * not change. Older data keys stay too, so that a run which was cut short is simply run again, and a server that is up
 * and still seals with one of them can be read.
 * @returns how many persons' keys were wrapped anew
 */
export async function rotateKeys(
  database: ActorDatabase,
  master: MasterKeys,
  organisationId: string,
  now: Date,
  sealed: readonly OrganisationSealed[],
): Promise<number> {
  const keyring = new Keyring(master);
  await database.transaction(systemSettings(organisationId), async (transaction) => {
    const keys = await readOrganisationKeys(transaction, keyring);
    for (const key of keys) {
      const { kind, version, wrapped } = keyring.wrap(organisationId, key.kind, key);
      transaction.push(updateOrganisationKey({ organisationId, kind, version, wrapped }));
    }
    const newest = Math.max(...keys.filter(({ kind }) => kind === 'data').map(({ version }) => version));
    const next = keyring.wrap(organisationId, 'data', newSealingKey(newest + 1));
    for (const insert of insertOrganisationKeys(organisationId, [next], now)) transaction.push(insert);
  });
  let count = 0;
  let after: string | undefined = NIL_ID;
  while (after !== undefined) {
    const batch: { last: string | undefined; rewrapped: number } = await rewrapBatch(
      database,
      keyring,
      organisationId,
      after,
    );
    count += batch.rewrapped;
    after = batch.last;
  }
  for (const column of sealed) while (await resealBatch(database, keyring, organisationId, column));
  return count;
}

/** @returns whether there may be more */
async function resealBatch(
  database: ActorDatabase,
  keyring: Keyring,
  organisationId: string,
  { table, column, key }: OrganisationSealed,
): Promise<boolean> {
  return database.transaction(systemSettings(organisationId), async (transaction) => {
    const keys = await keyring.of(transaction);
    const [rows] = await transaction.all(
      plain<{ id: string; sealed: Buffer }>(
        `select ${rowIdOf(key)} as id, ${column} as sealed from ${table}
         where organisation_id = $1 and substring(${column} from 2 for 4) <> $2 limit $3 for update`,
        [organisationId, keys.currentVersion(), PERSONS_AT_ONCE],
      ),
    );
    for (const { id, sealed } of rows) {
      const place = { table, column, rowId: id };
      const anew = keys.sealForOrganisation(place, keys.openForOrganisation(place, sealed));
      transaction.push(updateSealed(organisationId, { table, column, key }, id, anew));
    }
    return rows.length === PERSONS_AT_ONCE;
  });
}

async function rewrapBatch(database: ActorDatabase, keyring: Keyring, organisationId: string, after: string) {
  return database.transaction(systemSettings(organisationId), async (transaction) => {
    const keys = await keyring.of(transaction);
    const [rows] = await transaction.all(listPersonKeys({ organisationId, after, limit: PERSONS_AT_ONCE }));
    let rewrapped = 0;
    for (const { person_id: personId, wrapped } of rows) {
      const anew = keys.rewrapPersonKey(personId, wrapped);
      if (anew === undefined) continue;
      transaction.push(updatePersonKey({ organisationId, personId, wrapped: anew }));
      rewrapped += 1;
    }
    return { last: rows.length === PERSONS_AT_ONCE ? rows.at(-1)?.person_id : undefined, rewrapped };
  });
}
