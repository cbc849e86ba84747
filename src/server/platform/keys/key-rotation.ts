import { type ActorDatabase, systemSettings } from '../database/database.ts';
import { NIL_ID } from '../database/ids.ts';
import { insertOrganisationKeys, Keyring, readOrganisationKeys, KeyVersionMissing } from './keyring.ts';
import type { MasterKeys } from './master-key.ts';
import { newSealingKey, keyVersionOf, type Place, SealBroken } from './sealing.ts';
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

const listWrapped = prepare((p: { organisationId: string }) =>
  query.selectFrom('organisation_key').select('wrapped').where('organisation_id', '=', p.organisationId),
);

const readNewest = prepare((p: { organisationId: string }) =>
  query
    .selectFrom('organisation_key')
    .select(['version', 'created_at'])
    .where('organisation_id', '=', p.organisationId)
    .where('kind', '=', 'data')
    .orderBy('version', 'desc')
    .limit(1)
    .forUpdate(),
);

const findUnfinished = prepare((p: { organisationId: string }) =>
  query
    .selectFrom('organisation_key')
    .select(['version', 'created_at'])
    .where('organisation_id', '=', p.organisationId)
    .where('is_rotating', '=', true),
);

const markRotation = prepare((p: { organisationId: string; version: number; isUnfinished: boolean }) =>
  query
    .updateTable('organisation_key')
    .set({ is_rotating: p.isUnfinished })
    .where('organisation_id', '=', p.organisationId)
    .where('kind', '=', 'data')
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

/** What a rotation did in one organisation. */
export interface Rotated {
  /** persons whose key was wrapped anew */
  readonly persons: number;
  /** what does not open, and so stays as it is under the key that it had */
  readonly broken: readonly Place[];
}

/**
 * When a rotation of these organisations began that was cut short; undefined: every one was brought to its end. Its data
 * keys all have this instant, so that the next run goes on with them and adds no version.
 */
export async function findCutShort(
  database: ActorDatabase,
  organisationIds: readonly string[],
): Promise<Date | undefined> {
  for (const organisationId of organisationIds) {
    const reader = database.reader(systemSettings(organisationId));
    const [[unfinished]] = await reader.all(findUnfinished({ organisationId }));
    if (unfinished !== undefined) return unfinished.created_at;
  }
  return undefined;
}

/** Whether a master key wraps anything: one that was made for a rotation that never began is used for the next. */
export async function isMasterInUse(
  database: ActorDatabase,
  organisationIds: readonly string[],
  version: number,
): Promise<boolean> {
  for (const organisationId of organisationIds) {
    const reader = database.reader(systemSettings(organisationId));
    const [keys] = await reader.all(listWrapped({ organisationId }));
    if (keys.some(({ wrapped }) => keyVersionOf(wrapped) === version)) return true;
  }
  return false;
}

/**
 * Gives each organisation a new data key and wraps its other keys by the newest master key. All begin before the first
 * is gone through: a run that is cut short afterwards leaves nobody out. An organisation that began with this very instant
 * gets no other data key.
 * @param began the instant that tells this rotation from others
 * @returns keys of organisations that do not open: nothing of these can be rotated
 */
export async function beginRotation(
  database: ActorDatabase,
  master: MasterKeys,
  organisationIds: readonly string[],
  began: Date,
): Promise<Place[]> {
  const keyring = new Keyring(master);
  const broken: Place[] = [];
  for (const organisationId of organisationIds) {
    try {
      await beginOne(database, keyring, organisationId, began);
    } catch (error) {
      if (error instanceof SealBroken) broken.push(error.place);
      else if (error instanceof KeyVersionMissing)
        broken.push({ table: 'organisation_key', column: 'wrapped', organisationId, rowId: '' });
      else throw error;
    }
  }
  return broken;
}

async function beginOne(
  database: ActorDatabase,
  keyring: Keyring,
  organisationId: string,
  began: Date,
): Promise<void> {
  await database.transaction(systemSettings(organisationId), async (transaction) => {
    const newest = await transaction.first(readNewest({ organisationId }));
    const keys = await readOrganisationKeys(transaction, keyring);
    for (const key of keys) {
      const { kind, version, wrapped } = keyring.wrap(organisationId, key.kind, key);
      transaction.push(updateOrganisationKey({ organisationId, kind, version, wrapped }));
    }
    if (newest?.created_at.getTime() === began.getTime()) return;
    const next = keyring.wrap(organisationId, 'data', newSealingKey((newest?.version ?? 0) + 1));
    for (const insert of insertOrganisationKeys(organisationId, [next], began)) transaction.push(insert);
    transaction.push(markRotation({ organisationId, version: next.version, isUnfinished: true }));
  });
}

/**
 * Brings a rotation that was begun to its end: every person's key wrapped by the new data key, and what the
 * organisation's key sealed itself sealed anew. What persons' keys sealed stays: they do not change. Older data keys stay
 * too, for what does not open and for a server that is up and still seals with one of them. What does not open is left
 * out and listed; it keeps nothing else from the new key. Where the rotation came to its end already nothing is done.
 */
export async function finishRotation(
  database: ActorDatabase,
  master: MasterKeys,
  organisationId: string,
  sealed: readonly OrganisationSealed[],
): Promise<Rotated> {
  const reader = database.reader(systemSettings(organisationId));
  const [[unfinished]] = await reader.all(findUnfinished({ organisationId }));
  if (unfinished === undefined) return { persons: 0, broken: [] };
  const rotation: Rotation = { database, keyring: new Keyring(master), organisationId, broken: [] };
  let persons = 0;
  let after: string | undefined = NIL_ID;
  while (after !== undefined) {
    const batch: { last: string | undefined; rewrapped: number } = await rewrapBatch(rotation, after);
    persons += batch.rewrapped;
    after = batch.last;
  }
  for (const column of sealed) {
    let last: string | undefined = '';
    while (last !== undefined) last = await resealBatch(rotation, column, last);
  }
  await database.transaction(systemSettings(organisationId), async (transaction) =>
    transaction.push(markRotation({ organisationId, version: unfinished.version, isUnfinished: false })),
  );
  return { persons, broken: rotation.broken };
}

interface Rotation {
  readonly database: ActorDatabase;
  readonly keyring: Keyring;
  readonly organisationId: string;
  /** what does not open, as it is met */
  readonly broken: Place[];
}

/** What `make` gives; undefined where a seal does not open, which is written down. */
function unlessBroken<Value>({ broken }: Rotation, make: () => Value): Value | undefined {
  try {
    return make();
  } catch (error) {
    if (!(error instanceof SealBroken)) throw error;
    broken.push(error.place);
    return undefined;
  }
}

/** @param after in the order of what names rows in their seals; @returns where to go on, undefined at the end */
async function resealBatch(
  rotation: Rotation,
  { table, column, key }: OrganisationSealed,
  after: string,
): Promise<string | undefined> {
  const { database, keyring, organisationId } = rotation;
  return database.transaction(systemSettings(organisationId), async (transaction) => {
    // all that are stored: what names another version is broken, and not newer
    const keys = await keyring.readAnew(transaction);
    const [rows] = await transaction.all(
      plain<{ id: string; sealed: Buffer }>(
        `select ${rowIdOf(key)} as id, ${column} as sealed from ${table}
         where organisation_id = $1 and substring(${column} from 2 for 4) <> $2 and ${rowIdOf(key)} > $3
         order by 1 limit $4 for update`,
        [organisationId, keys.currentVersion(), after, PERSONS_AT_ONCE],
      ),
    );
    for (const { id, sealed } of rows) {
      const place = { table, column, rowId: id };
      const anew = unlessBroken(rotation, () =>
        keys.sealForOrganisation(place, keys.openForOrganisation(place, sealed)),
      );
      if (anew !== undefined)
        transaction.push(updateSealed(organisationId, { table, column, key }, id, anew));
    }
    return rows.length === PERSONS_AT_ONCE ? rows.at(-1)?.id : undefined;
  });
}

async function rewrapBatch(rotation: Rotation, after: string) {
  const { database, keyring, organisationId } = rotation;
  return database.transaction(systemSettings(organisationId), async (transaction) => {
    const keys = await keyring.readAnew(transaction);
    const [rows] = await transaction.all(listPersonKeys({ organisationId, after, limit: PERSONS_AT_ONCE }));
    let rewrapped = 0;
    for (const { person_id: personId, wrapped } of rows) {
      const anew = unlessBroken(rotation, () => keys.rewrapPersonKey(personId, wrapped));
      if (anew === undefined) continue;
      transaction.push(updatePersonKey({ organisationId, personId, wrapped: anew }));
      rewrapped += 1;
    }
    return { last: rows.length === PERSONS_AT_ONCE ? rows.at(-1)?.person_id : undefined, rewrapped };
  });
}
