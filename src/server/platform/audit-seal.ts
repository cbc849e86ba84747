import { createHmac } from 'node:crypto';
import { type AuditRow, auditCode } from './audit.ts';
import type { ActorDatabase, Reader } from './database.ts';
import type { Keyring, OrganisationKeys } from './keyring.ts';
import { merkleRoot } from './merkle.ts';
import { plain, prepare, query } from './statement.ts';

const ROWS_PER_SEAL = 20_000;
const GENESIS = Buffer.alloc(32);

export interface AuditFault {
  readonly organisationId: string;
  readonly kind: 'row_changed' | 'row_missing' | 'seal_changed' | 'seal_missing';
  /** id of the row or number of the seal */
  readonly where: string;
}

export interface AuditReport {
  readonly rows: number;
  readonly seals: number;
  readonly unsealed: number;
  readonly faults: readonly AuditFault[];
  /** code of the newest seal: keep it elsewhere, and nobody can cut the chain's end unnoticed */
  readonly head: string;
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

export function systemSettings(organisationId: string) {
  return { organisationId, actorId: null, scope: 'organisation', siteIds: [] } as const;
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
    .select(['number', 'rows', 'root', 'previous', 'code'])
    .where('organisation_id', '=', p.organisationId)
    .orderBy('number'),
);

/** Recomputes every row's code, every root and the chain. Finds a changed, added or removed row or seal. */
export async function verifyAudit(
  reader: Reader,
  keys: OrganisationKeys,
  knownHead?: string,
): Promise<AuditReport> {
  const { organisationId } = keys;
  const faults: AuditFault[] = [];
  const fault = (kind: AuditFault['kind'], where: string | number) =>
    void faults.push({ organisationId, kind, where: String(where) });
  const [seals] = await reader.all(selectSeals({ organisationId }));
  let count = 0;
  let previous: Buffer = GENESIS;
  let headSeen = knownHead === undefined;
  for (const [index, seal] of seals.entries()) {
    if (seal.number !== index + 1) fault('seal_missing', index + 1);
    const isGenuine = sealCode(keys, seal).equals(seal.code) && seal.previous.equals(previous);
    if (!isGenuine) fault('seal_changed', seal.number);
    const rows = await verifyRows(reader, keys, seal.number, fault);
    if (rows.length !== seal.rows || !merkleRoot(rows).equals(seal.root)) fault('row_missing', seal.number);
    count += rows.length;
    previous = seal.code;
    headSeen ||= seal.code.toString('hex') === knownHead;
  }
  if (!headSeen) fault('seal_missing', seals.length + 1);
  const unsealed = await verifyRows(reader, keys, null, fault);
  const head = previous.toString('hex');
  return { rows: count + unsealed.length, seals: seals.length, unsealed: unsealed.length, faults, head };
}

async function verifyRows(
  reader: Reader,
  keys: OrganisationKeys,
  seal: number | null,
  fault: (kind: AuditFault['kind'], where: string) => void,
): Promise<Buffer[]> {
  const [rows] = await reader.all(selectSealed(keys.organisationId, seal));
  for (const row of rows) {
    if (!auditCode(keys.auditKey, row).equals(row.code)) fault('row_changed', row.id);
  }
  return rows.map(({ code }) => code);
}
