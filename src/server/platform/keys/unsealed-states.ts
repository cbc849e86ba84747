import type pg from 'pg';
import { type ActorDatabase, systemSettings } from '../database/database.ts';
import { NIL_ID } from '../database/ids.ts';
import type { Keyring, OrganisationKeys } from './keyring.ts';
import { personKeyJoin } from '../database/person-key.ts';
import { SealBroken } from './sealing.ts';
import { plain } from '../database/statement.ts';

/** A row whose codes older versions kept in the clear. */
export interface UnsealedRow {
  readonly id: string;
  /** whom it is about; null where it names nobody */
  readonly person: string | null;
  /** null: the person was erased, and nothing can be sealed for them */
  readonly wrapped: Buffer | null;
  /** what stands in the column of `joins` */
  readonly sealed: Buffer | null;
  readonly state: Readonly<Record<string, unknown>>;
}

/** How the codes of one table are sealed. */
export interface UnsealedTable {
  readonly table: string;
  readonly hasPerson: boolean;
  /** sealed column that the codes join or that they are alone in */
  readonly joins: string;
  readonly writes: readonly string[];
  /** keyed code that no seal stands behind: a row without it could not be changed any more, so broken ones get it too */
  readonly code?: { readonly column: string; of(keys: OrganisationKeys, row: UnsealedRow): Buffer | null };
  /**
   * @returns bytes of each column of `writes`
   * @throws SealBroken
   */
  seal(keys: OrganisationKeys, row: UnsealedRow): readonly (Buffer | null)[];
}

const ROWS_AT_ONCE = 500;

/**
 * Seals what the migrations put aside of an organisation. Cut short, it goes on when it is called again; two at once do
 * nothing twice. Needs the keys, which migrations do not have.
 * @param owner acts as the owner of the tables: the application may not change what it only appends
 */
export async function sealOldStates(
  owner: ActorDatabase,
  keyring: Keyring,
  organisationId: string,
  tables: readonly UnsealedTable[],
): Promise<SealedRows> {
  let [sealed, broken] = [0, 0];
  for (const table of tables) {
    let after: string | undefined = NIL_ID;
    while (after !== undefined) {
      const part: SealedPart = await sealPart(owner, keyring, organisationId, table, after);
      sealed += part.sealed;
      broken += part.broken;
      after = part.last;
    }
  }
  return { sealed, broken };
}

export interface SealedRows {
  readonly sealed: number;
  /** rows that stay as they are, since what stands there does not open */
  readonly broken: number;
}

interface SealedPart extends SealedRows {
  /** undefined: there is nothing behind it */
  readonly last: string | undefined;
}

function sealPart(
  owner: ActorDatabase,
  keyring: Keyring,
  organisationId: string,
  table: UnsealedTable,
  after: string,
): Promise<SealedPart> {
  return owner.transaction(systemSettings(organisationId), async (transaction) => {
    const keys = await keyring.readAnew(transaction);
    const [rows] = await transaction.all(lockUnsealed(organisationId, table, after));
    const tried = rows.map((row) => ({ row, id: row.id, bytes: sealedOrBroken(keys, table, row) }));
    const anew = tried.flatMap(({ id, bytes }) => (bytes === undefined ? [] : [{ id, bytes }]));
    const broken = tried.flatMap(({ row, bytes }) => (bytes === undefined ? [row] : []));
    const { code } = table;
    if (code !== undefined && broken.length > 0) {
      const codes = broken.map((row) => code.of(keys, row));
      const ids = broken.map(({ id }) => id);
      transaction.push(writeSealed(organisationId, { ...table, writes: [code.column] }, ids, [codes]));
    }
    if (anew.length > 0) {
      const ids = anew.map(({ id }) => id);
      const columns = table.writes.map((_, index) => anew.map(({ bytes }) => bytes[index] ?? null));
      transaction.push(writeSealed(organisationId, table, ids, columns));
      transaction.push(
        plain(
          `update unsealed_state set state = null
           where organisation_id = $1 and source_table = $2 and id = any($3::uuid[])`,
          [organisationId, table.table, ids],
        ),
      );
    }
    return {
      last: rows.length < ROWS_AT_ONCE ? undefined : rows.at(-1)?.id,
      sealed: anew.length,
      broken: broken.length,
    };
  });
}

function sealedOrBroken(
  keys: OrganisationKeys,
  table: UnsealedTable,
  row: UnsealedRow,
): readonly (Buffer | null)[] | undefined {
  try {
    return table.seal(keys, row);
  } catch (error) {
    if (error instanceof SealBroken) return undefined;
    throw error;
  }
}

function lockUnsealed(organisationId: string, { table, hasPerson, joins }: UnsealedTable, after: string) {
  const person = hasPerson ? 'held.client_id' : 'null::uuid';
  return plain<UnsealedRow>(
    `select unsealed.id, unsealed.state, ${person} as person, held.${joins} as sealed, person_key.wrapped
     from unsealed_state unsealed
     join ${table} held on held.organisation_id = $1 and held.id = unsealed.id
     ${personKeyJoin(person)}
     where unsealed.organisation_id = $1 and unsealed.source_table = $2 and unsealed.id > $3 and unsealed.state is not null
     order by unsealed.id limit ${ROWS_AT_ONCE} for update of unsealed, held`,
    [organisationId, table, after],
  );
}

function writeSealed(
  organisationId: string,
  { table, writes }: UnsealedTable,
  ids: readonly string[],
  columns: readonly (readonly (Buffer | null)[])[],
) {
  const names = writes.map((_, index) => `column_${index}`);
  return plain(
    `update ${table} held set ${writes.map((column, index) => `${column} = anew.${names[index]}`).join(', ')}
     from unnest($2::uuid[], ${writes.map((_, index) => `$${index + 3}::bytea[]`).join(', ')}) anew (id, ${names.join(', ')})
     where held.organisation_id = $1 and held.id = anew.id`,
    [organisationId, ids, ...columns],
  );
}

export async function hasUnsealed(admin: pg.Client): Promise<boolean> {
  const { rows } = await admin.query<{ there: boolean }>(
    'select exists (select from unsealed_state) as there',
  );
  return rows[0]?.there === true;
}

/** Whether spellings were not looked through yet for what did not open. */
export async function hasUntried(admin: pg.Client, organisationId: string): Promise<boolean> {
  const { rows } = await admin.query<{ there: boolean }>(
    `select exists (
       select from unsealed_state where organisation_id = $1 and state is not null and not spelling_tried
     ) as there`,
    [organisationId],
  );
  return rows[0]?.there === true;
}

export async function markTried(admin: pg.Client, organisationId: string): Promise<void> {
  await admin.query(
    'update unsealed_state set spelling_tried = true where organisation_id = $1 and state is not null',
    [organisationId],
  );
}

/**
 * Last of all: cut short before, it is done at the next start. Rows of the tables that held such codes are written anew, so
 * that nothing of them stays in unused space of a page.
 */
export async function forgetSealed(admin: pg.Client, tables: readonly UnsealedTable[]): Promise<void> {
  const { rowCount } = await admin.query('select from unsealed_state where state is null limit 1');
  if (rowCount === 0) return;
  for (const table of [...tables.map((unsealed) => unsealed.table), 'outbox_event'])
    await admin.query(`vacuum full ${table}`);
  // not a delete, whose rows stay on the disk
  await admin.query(`begin;
    create temporary table unsealed_left on commit drop as select * from unsealed_state where state is not null;
    truncate unsealed_state;
    insert into unsealed_state select * from unsealed_left;
    commit`);
}
