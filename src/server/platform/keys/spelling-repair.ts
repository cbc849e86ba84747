import { type ActorDatabase, systemSettings } from '../database/database.ts';
import { NIL_ID } from '../database/ids.ts';
import { type OrganisationSealed, rowIdOf, updateSealed } from './key-rotation.ts';
import { Keyring, type OrganisationKeys } from './keyring.ts';
import type { MasterKeys } from './master-key.ts';
import { personKeyJoin } from '../database/person-key.ts';
import { open, type Place, seal, SealBroken } from './sealing.ts';
import { plain, type Statement } from '../database/statement.ts';

/** A column that the key of a person seals, as it stands in the rows about that person. */
export interface PersonSealed {
  readonly table: string;
  readonly column: string;
  /** where it was sealed, when that is another column's place */
  readonly place?: { readonly table: string; readonly column: string };
  /** column of the person whom the row is about; left out: client_id, and of clients id */
  readonly person?: string;
  /** columns whose values name the row in the seal, an id first; left out: id */
  readonly key?: readonly string[];
}

/** What was found in a column: sealed anew, and ids of rows that open under neither spelling. */
export interface RespelledColumn {
  readonly name: string;
  readonly mended: number;
  readonly broken: readonly string[];
}

const ROWS_AT_ONCE = 500;

interface SealedRow {
  readonly id: string;
  readonly position: string;
  readonly sealed: Buffer;
  readonly person: string | null;
  readonly wrapped: Buffer | null;
}

/**
 * Earlier versions took ids in capitals as they came and bound seals to that spelling, while the database answers with
 * small letters: such a row could not be opened any more. Seals anew what opens with its ids in capitals only. May be cut
 * short and run again, beside a running server.
 * @param owner acts as the owner of the tables: the application may not change what it only appends
 */
export async function repairSpellings(
  owner: ActorDatabase,
  master: MasterKeys,
  organisationId: string,
  sealed: { persons: readonly PersonSealed[]; organisation: readonly OrganisationSealed[] },
): Promise<RespelledColumn[]> {
  const repair = (column: Column) => repairColumn(owner, new Keyring(master), organisationId, column);
  const found = [await repair(personKeys)];
  for (const column of sealed.persons) found.push(await repair(ofPersons(column)));
  for (const column of sealed.organisation) found.push(await repair(ofOrganisation(column)));
  return found.filter(({ mended, broken }) => mended > 0 || broken.length > 0);
}

interface Column {
  readonly table: string;
  readonly column: string;
  /** columns whose values name the row in the seal; the first is an id, and rows are read in its order */
  readonly key: readonly string[];
  /** SQL of the person whose key is needed; undefined: the organisation's */
  readonly person?: string;
  /** @throws SealBroken */
  reseal(keys: OrganisationKeys, row: SealedRow, from: string): Buffer;
  opens(keys: OrganisationKeys, row: SealedRow): void;
}

const personKeys: Column = {
  table: 'person_key',
  column: 'wrapped',
  key: ['person_id'],
  opens: (keys, { id, sealed }) => void keys.openPersonKey(id, sealed),
  reseal: (keys, { id, sealed }, from) => keys.wrapPersonKey(id, keys.openPersonKey(from, sealed)),
};

/** SQL of the person whose key seals the column. */
export function personOf({ table, person }: PersonSealed): string {
  return person ?? (table === 'client' ? 'id' : 'client_id');
}

function ofPersons(sealed: PersonSealed): Column {
  const { table, column, place = { table, column }, key = ['id'] } = sealed;
  const placeOf = (keys: OrganisationKeys, rowId: string): Place => ({
    ...place,
    rowId,
    organisationId: keys.organisationId,
  });
  const keyOf = (keys: OrganisationKeys, { person, wrapped }: SealedRow) =>
    keys.openPersonKey(person ?? '', wrapped ?? Buffer.alloc(0));
  return {
    table,
    column,
    key,
    person: personOf(sealed),
    opens: (keys, row) => void open(keyOf(keys, row), placeOf(keys, row.id), row.sealed),
    reseal: (keys, row, from) => {
      const key = keyOf(keys, row);
      return seal(key, placeOf(keys, row.id), open(key, placeOf(keys, from), row.sealed));
    },
  };
}

function ofOrganisation({ table, column, key }: OrganisationSealed): Column {
  return {
    table,
    column,
    key,
    opens: (keys, { id, sealed }) => void keys.openForOrganisation({ table, column, rowId: id }, sealed),
    reseal: (keys, { id, sealed }, from) =>
      keys.sealForOrganisation(
        { table, column, rowId: id },
        keys.openForOrganisation({ table, column, rowId: from }, sealed),
      ),
  };
}

async function repairColumn(
  owner: ActorDatabase,
  keyring: Keyring,
  organisationId: string,
  column: Column,
): Promise<RespelledColumn> {
  let mended = 0;
  const broken: string[] = [];
  let after: string | undefined = NIL_ID;
  while (after !== undefined) {
    const from: string = after;
    after = await owner.transaction(systemSettings(organisationId), async (transaction) => {
      const keys = await keyring.readAnew(transaction);
      const [rows] = await transaction.all(lockRows(organisationId, column, from));
      for (const row of rows) {
        const anew = respelled(keys, column, row);
        if (anew === 'broken') broken.push(row.id);
        if (!Buffer.isBuffer(anew)) continue;
        mended += 1;
        transaction.push(updateSealed(organisationId, column, row.id, anew));
      }
      return rows.length < ROWS_AT_ONCE ? undefined : rows.at(-1)?.position;
    });
  }
  return { name: `${column.table}.${column.column}`, mended, broken };
}

/** Nobody changes them until they are written. */
function lockRows(
  organisationId: string,
  { table, column, key, person }: Column,
  after: string,
): Statement<SealedRow> {
  const [first = ''] = key;
  return plain(
    `select held.*, person_key.wrapped from (
       select ${first}::text as position, ${rowIdOf(key)} as id, ${column} as sealed, ${person ?? 'null'}::uuid as person
       from ${table} where organisation_id = $1 and ${first} > $2::uuid and ${column} is not null
       order by ${first} fetch first ${ROWS_AT_ONCE} rows with ties for update
     ) held ${personKeyJoin('held.person')}
     order by held.position::uuid`,
    [organisationId, after],
  );
}

/** The seal under the small letters; undefined where it is already, or where the person was erased. */
function respelled(keys: OrganisationKeys, column: Column, row: SealedRow): Buffer | 'broken' | undefined {
  if (column.person !== undefined && row.wrapped === null) return undefined;
  try {
    column.opens(keys, row);
    return undefined;
  } catch (error) {
    if (!(error instanceof SealBroken)) throw error;
  }
  try {
    return column.reseal(keys, row, capitals(row.id));
  } catch (error) {
    if (error instanceof SealBroken) return 'broken';
    throw error;
  }
}

const IDS = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;

/** Each id in capitals; what else names a row stays. */
function capitals(rowId: string): string {
  return rowId.replaceAll(IDS, (id) => id.toUpperCase());
}
