import { systemSettings } from './audit-seal.ts';
import type { ActorDatabase } from './database.ts';
import { insertOrganisationKeys, Keyring, readOrganisationKeys } from './keyring.ts';
import type { MasterKeys } from './master-key.ts';
import { newSealingKey } from './sealing.ts';
import { prepare, query } from './statement.ts';

const PERSONS_AT_ONCE = 1_000;
const FIRST = '00000000-0000-0000-0000-000000000000';

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

/**
 * New data key of an organisation, its other keys under the newest master key, and every person's key wrapped by the
 * new data key. The sealed texts themselves stay: persons' keys do not change. Older data keys stay until no person
 * key names them, so a run that was cut short is simply run again, and a server that is up keeps reading.
 * @returns how many persons' keys were wrapped anew
 */
export async function rotateKeys(
  database: ActorDatabase,
  master: MasterKeys,
  organisationId: string,
  now: Date,
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
  let after: string | undefined = FIRST;
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
  return count;
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
