import { createHmac } from 'node:crypto';
import { type AuditRow, auditCode } from './audit.ts';
import type { AuditHead } from './audit-anchors.ts';
import { type ActorDatabase, type Reader, systemSettings } from '../database/database.ts';
import { firstIdAt } from '../database/ids.ts';
import type { Keyring, OrganisationKeys } from '../keys/keyring.ts';
import { merkleRoot } from './merkle.ts';
import { plain, prepare, query } from '../database/statement.ts';

const ROWS_PER_SEAL = 20_000;
const GENESIS = Buffer.alloc(32);

export interface AuditFault {
  readonly organisationId: string;
  readonly kind:
    | 'row_changed'
    | 'row_missing'
    | 'row_unsealed'
    | 'seal_changed'
    | 'seal_missing'
    | 'anchor_changed'
    | 'anchor_missing'
    | 'organisation_missing';
  /** id of the row, number of the seal, or name of the anchor's file */
  readonly where: string;
}

export interface AuditReport {
  readonly rows: number;
  readonly seals: number;
  readonly unsealed: number;
  readonly faults: readonly AuditFault[];
  /** code of the newest seal: kept elsewhere, `audit verify --head` finds whether the chain still holds it */
  readonly head: string;
  /** codes of all seals, to look for heads that were kept elsewhere */
  readonly codes: ReadonlySet<string>;
}

const selectUnsealed = prepare((p: { organisationId: string; limit: number }) =>
  query
    .selectFrom('audit_event')
    .select(['id', 'code'])
    .where('organisation_id', '=', p.organisationId)
    .where('seal', 'is', null)
    .orderBy('id')
    .limit(p.limit)
    .forUpdate(),
);

const selectLastSeal = prepare((p: { organisationId: string }) =>
  query
    .selectFrom('audit_seal')
    .select(['number', 'code'])
    .where('organisation_id', '=', p.organisationId)
    .orderBy('number', 'desc')
    .limit(1),
);

const insertSeal = prepare(
  (p: {
    organisationId: string;
    number: number;
    now: Date;
    rows: number;
    root: Buffer;
    previous: Buffer;
    code: Buffer;
  }) =>
    query.insertInto('audit_seal').values({
      organisation_id: p.organisationId,
      number: p.number,
      sealed_at: p.now,
      rows: p.rows,
      root: p.root,
      previous: p.previous,
      code: p.code,
    }),
);

/**
 * Puts an organisation's audit rows that have no seal yet under one: Merkle root over their codes, chained to the
 * seal before. Two servers at once: the second fails on the number and tries again a minute later.
 * @returns how many rows were sealed
 */
export async function sealAudit(
  database: ActorDatabase,
  keyring: Keyring,
  organisationId: string,
  now: Date,
): Promise<number> {
  return database.transaction(systemSettings(organisationId), async (transaction) => {
    const keys = await keyring.of(transaction);
    const [rows, [last]] = await transaction.all(
      selectUnsealed({ organisationId, limit: ROWS_PER_SEAL }),
      selectLastSeal({ organisationId }),
    );
    if (rows.length === 0) return 0;
    const number = (last?.number ?? 0) + 1;
    const previous = last?.code ?? GENESIS;
    const root = merkleRoot(rows.map(({ code }) => code));
    const code = sealCode(keys, { number, rows: rows.length, root, previous });
    transaction.push(insertSeal({ organisationId, number, now, rows: rows.length, root, previous, code }));
    transaction.push(
      plain('update audit_event set seal = $1 where organisation_id = $2 and id = any ($3)', [
        number,
        organisationId,
        rows.map(({ id }) => id),
      ]),
    );
    return rows.length;
  });
}

function sealCode(
  keys: OrganisationKeys,
  { number, rows, root, previous }: { number: number; rows: number; root: Buffer; previous: Buffer },
): Buffer {
  return createHmac('sha256', keys.auditKey)
    .update(`${number}|${rows}|`)
    .update(root)
    .update(previous)
    .digest();
}

interface StoredRow extends AuditRow {
  code: Buffer;
  seal: number | null;
}

const selectSealed = (organisationId: string, seal: number | null) =>
  plain<StoredRow>(
    `select organisation_id, id, at, actor_id, action, subject_kind, subject_ids, request_id, detail, code, seal
     from audit_event where organisation_id = $1 and seal is not distinct from $2::int order by id`,
    [organisationId, seal],
  );

const selectSeals = prepare((p: { organisationId: string }) =>
  query
    .selectFrom('audit_seal')
    .select(['number', 'sealed_at', 'rows', 'root', 'previous', 'code'])
    .where('organisation_id', '=', p.organisationId)
    .orderBy('number'),
);

/** A row is sealed in the minute after its commit; one that is older than the last seal by more was never meant to be. */
const SEALED_WITHIN_MS = 10 * 60_000;

/**
 * Recomputes every row's code, every root and the chain. Finds a changed, added or removed row or seal, rows that belong
 * to no seal, and a chain that does not reach what its anchors say.
 * @param anchored heads of this organisation that were kept outside the database
 */
export async function verifyAudit(
  reader: Reader,
  keys: OrganisationKeys,
  anchored: readonly AuditHead[] = [],
): Promise<AuditReport> {
  const { organisationId } = keys;
  const faults: AuditFault[] = [];
  const fault = (kind: AuditFault['kind'], where: string | number) =>
    void faults.push({ organisationId, kind, where: String(where) });
  // the numbers first: a seal that is made between the two statements is then no number without a seal
  const [numbers, seals] = await reader.all(
    selectSealNumbers(organisationId),
    selectSeals({ organisationId }),
  );
  const heads = new Map<number, AuditHead>();
  let rows = 0;
  let previous: Buffer = GENESIS;
  for (const [index, seal] of seals.entries()) {
    if (seal.number !== index + 1) fault('seal_missing', index + 1);
    const isGenuine = sealCode(keys, seal).equals(seal.code) && seal.previous.equals(previous);
    if (!isGenuine) fault('seal_changed', seal.number);
    const sealed = await verifyRows(reader, keys, seal.number, fault);
    if (sealed.length !== seal.rows || !merkleRoot(sealed.map(({ code }) => code)).equals(seal.root))
      fault('row_missing', seal.number);
    rows += sealed.length;
    previous = seal.code;
    heads.set(seal.number, { number: seal.number, rows, code: seal.code.toString('hex') });
  }
  for (const { seal } of numbers) if (!heads.has(seal)) fault('row_unsealed', `seal ${seal}`);
  for (const head of anchored) {
    const there = heads.get(head.number);
    if (there === undefined) fault('seal_missing', head.number);
    else if (there.code !== head.code) fault('seal_changed', head.number);
    else if (there.rows !== head.rows) fault('row_missing', head.number);
  }
  const unsealed = await verifyRows(reader, keys, null, fault);
  const lastSealed = seals.at(-1)?.sealed_at;
  // by its id, which tells when it was written: seeds and what is entered later say an instant of before
  const oldest = lastSealed === undefined ? '' : firstIdAt(new Date(lastSealed.getTime() - SEALED_WITHIN_MS));
  for (const { id } of unsealed) if (id < oldest) fault('row_unsealed', id);
  return {
    rows: rows + unsealed.length,
    seals: seals.length,
    unsealed: unsealed.length,
    faults,
    head: previous.toString('hex'),
    codes: new Set([...heads.values()].map(({ code }) => code)),
  };
}

/** Rows that name a seal which does not exist are in no seal's reading. */
const selectSealNumbers = (organisationId: string) =>
  plain<{ seal: number }>(
    'select distinct seal from audit_event where organisation_id = $1 and seal is not null',
    [organisationId],
  );

/** Rows of one to three ids were written by operations that took them from the address and the body. */
const MOST_SPELT_APART = 3;

/**
 * Whether the row is as it was written. Versions that took ids in capitals as they came put that spelling under the code,
 * and the row cannot be written anew: a code that fits the same ids in capitals is as good, since only the key makes one.
 */
function isAsWritten(keys: OrganisationKeys, row: StoredRow): boolean {
  for (const subject_ids of spellings(row.subject_ids))
    if (auditCode(keys.auditKey, { ...row, subject_ids }).equals(row.code)) return true;
  return false;
}

/** As the database says them first; each id of a few in capitals or not, those of many all in capitals. */
function* spellings(ids: readonly string[]): Generator<string[]> {
  yield [...ids];
  const count = ids.length > MOST_SPELT_APART ? 1 : 2 ** ids.length - 1;
  for (let chosen = 1; chosen <= count; chosen += 1)
    yield ids.map((id, index) => (count === 1 || (chosen >> index) % 2 === 1 ? id.toUpperCase() : id));
}

async function verifyRows(
  reader: Reader,
  keys: OrganisationKeys,
  seal: number | null,
  fault: (kind: AuditFault['kind'], where: string) => void,
): Promise<readonly StoredRow[]> {
  const [rows] = await reader.all(selectSealed(keys.organisationId, seal));
  for (const row of rows) {
    if (!isAsWritten(keys, row)) fault('row_changed', row.id);
  }
  return rows;
}

/**
 * How far the chain has come since a head that is known.
 * @throws Error when the chain does not hold that head any more
 */
export async function readAuditHead(
  reader: Reader,
  known: AuditHead | undefined,
): Promise<AuditHead | undefined> {
  const { organisationId } = reader.settings;
  const from = known?.number ?? 0;
  const [seals] = await reader.all(
    plain<{ number: number; rows: number; code: Buffer }>(
      'select number, rows, code from audit_seal where organisation_id = $1 and number >= $2 order by number',
      [organisationId, from],
    ),
  );
  const held = seals.find(({ number }) => number === from);
  if (known !== undefined && held?.code.toString('hex') !== known.code)
    throw new Error(`the audit chain of ${organisationId} does not hold its anchor ${known.number}`);
  const last = seals.at(-1);
  if (last === undefined) return undefined;
  const since = seals.filter(({ number }) => number > from).reduce((sum, { rows }) => sum + rows, 0);
  return { number: last.number, rows: (known?.rows ?? 0) + since, code: last.code.toString('hex') };
}

/** Rows of all organisations that no seal held for ten minutes. */
export const countLateSeals = plain<{ unsealed: number }>(
  `select count(*)::int as unsealed from audit_event where seal is null and at < now() - interval '10 minutes'`,
);
