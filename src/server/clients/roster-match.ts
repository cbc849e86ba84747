import { numberToken } from '../../domain/people/name-tokens.ts';
import { nameKey } from '../../domain/people/person-name.ts';
import type { PlacedRow } from '../../domain/roster/known-index.ts';
import type { PackedList } from '../../domain/roster/packed-list.ts';
import type { RosterRow } from '../../domain/roster/roster-row.ts';
import { mapInSteps } from '../../domain/roster/steps.ts';
import { withoutZeros } from '../../domain/people/student-number.ts';
import { inSteps } from '../platform/work/in-steps.ts';
import type { OrganisationKeys } from '../platform/keys/keyring.ts';
import type { Change } from '../platform/work/work.ts';
import type { Tell } from './roster-imports.ts';
import { openJson, type GuardianDetails, guardianPlace, openCard } from './sealed.ts';
import { numberLabel } from './search-entries.ts';
import * as sql from './sql.ts';
import { listIdsByNumbers } from './sql-entries.ts';
import { listGuardiansOf } from './sql-family.ts';
import { type ClientRow, type ClientView, viewClient } from './view.ts';

/** What a roster says of a person, and what tells people apart. */
export type ComparedClient = Pick<
  ClientView,
  | 'id'
  | 'siteId'
  | 'classId'
  | 'name'
  | 'sex'
  | 'birthDate'
  | 'idKind'
  | 'idNumber'
  | 'idCountry'
  | 'idNumberConfirmed'
  | 'studentNumber'
  | 'address'
  | 'version'
>;

/** A client who is there, as a roster row is compared with: no more of them, since there may be a hundred thousand. */
export interface KnownClient {
  readonly client: ComparedClient;
  /** undefined where one of them does not open: nobody can say who is missing */
  readonly guardians: readonly StoredGuardian[] | undefined;
}

export interface StoredGuardian extends GuardianDetails {
  readonly id: string;
  readonly relation: string;
  readonly version: number;
}

/** A client whose record does not open, and what of it a roster row may still be told by. */
interface UnreadableClient {
  readonly classId: string | null;
  readonly name: string | undefined;
  /** of their numbers, as far as the roster has them too */
  readonly tokens: ReadonlySet<string>;
}

export interface KnownClients {
  readonly known: readonly KnownClient[];
  /** Whether a row means somebody whose record does not open: it is left as it is, and nobody is registered twice. */
  readonly isUnreadable: (placed: PlacedRow) => boolean;
}

/** Schools number their pupils with so many digits at most; longer numbers are written with all of them. */
const WIDEST = 8;

/** A student number with more and fewer zeros before it, which may be the same one. */
export function spellingsOf(studentNumber: string): string[] {
  const short = withoutZeros(studentNumber);
  const wider = /^\d+$/u.test(short)
    ? Array.from({ length: WIDEST }, (_, index) => short.padStart(index + 1, '0'))
    : [];
  return [...new Set([studentNumber, short, ...wider])].map((number) => numberToken('studentNumber', number));
}

/** With all spellings of their numbers these are some thousand labels. */
const ROWS_AT_ONCE = 500;
/** Opening so many takes some tens of milliseconds. */
const CLIENTS_AT_ONCE = 500;

/**
 * Finds the clients whom roster rows may mean: by ID number or student number through the blind index, and, where a row's numbers are
 * nobody's, everybody at the site, whose names and guardians it is compared with.
 */
export async function findKnownClients(
  change: Change,
  rows: PackedList<RosterRow>,
  {
    siteId,
    schoolOf,
    tell,
  }: { siteId: string; schoolOf: ReadonlyMap<string | null, string | null>; tell: Tell },
): Promise<KnownClients> {
  const { organisationId } = change;
  const tokensOf = await holdersOf(change, rows);
  const ids = new Set(tokensOf.keys());
  const found = new Set([...tokensOf.values()].flat());
  const isNumbered = ({ idNumber, studentNumber }: RosterRow) =>
    (idNumber !== undefined && found.has(numberToken('idNumber', idNumber))) ||
    (studentNumber !== undefined && found.has(numberToken('studentNumber', studentNumber)));
  const numbered = await inSteps(mapInSteps(rows, isNumbered));
  if (numbered.includes(false)) {
    const [members] = await change.all(sql.listIdsOfSite({ organisationId, siteId }));
    for (const { id } of members) ids.add(id);
  }
  const { known, unreadable } = await openKnown(change, [...ids], { tokensOf, tell });
  return {
    known,
    isUnreadable: (placed) =>
      unreadable.some((client) => {
        const { row, place } = placed;
        const { idNumber, studentNumber, name } = row;
        if (idNumber !== undefined && client.tokens.has(numberToken('idNumber', idNumber))) return true;
        if (studentNumber !== undefined && client.tokens.has(numberToken('studentNumber', studentNumber)))
          return (schoolOf.get(client.classId) ?? null) === place.schoolId;
        const hasNumber = idNumber !== undefined || studentNumber !== undefined;
        if (hasNumber || client.classId !== place.classId) return false;
        return client.name !== undefined && nameKey(client.name) === nameKey(name);
      }),
  };
}

/** By id, whoever has one of the rows' numbers, and which. Part by part: of most numbers nothing is to be kept. */
async function holdersOf(change: Change, rows: PackedList<RosterRow>): Promise<Map<string, string[]>> {
  const { organisationId, keys } = change;
  const tokensOf = new Map<string, string[]>();
  for (let from = 0; from < rows.length; from += ROWS_AT_ONCE) {
    const tokens = rows
      .slice(from, from + ROWS_AT_ONCE)
      .flatMap(({ idNumber, studentNumber }) => [
        ...(idNumber === undefined ? [] : [numberToken('idNumber', idNumber)]),
        ...(studentNumber === undefined ? [] : spellingsOf(studentNumber)),
      ]);
    const labelled = await inSteps(
      mapInSteps(tokens, (token): [string, string] => [String(numberLabel(keys, token)), token]),
    );
    const tokenOf = new Map(labelled);
    if (tokenOf.size === 0) continue;
    const [holders] = await change.all(listIdsByNumbers({ organisationId, labels: [...tokenOf.keys()] }));
    for (const { client_id: id, label } of holders) {
      const token = tokenOf.get(label);
      if (token === undefined) continue;
      const tokensOfOne = tokensOf.get(id);
      if (tokensOfOne === undefined) tokensOf.set(id, [token]);
      else tokensOfOne.push(token);
    }
  }
  return tokensOf;
}

/** Opens them in parts, and says how far that is. */
async function openKnown(
  change: Change,
  ids: readonly string[],
  { tokensOf, tell }: { tokensOf: ReadonlyMap<string, readonly string[]>; tell: Tell },
): Promise<{ known: KnownClient[]; unreadable: UnreadableClient[] }> {
  const known: KnownClient[] = [];
  const unreadable: UnreadableClient[] = [];
  const shared = new Map<string | null, string | null>();
  for (const [at, part] of chunks(ids, CLIENTS_AT_ONCE).entries()) {
    tell('comparing', at * CLIENTS_AT_ONCE, ids.length);
    for (const { row, client, guardians } of await readKnown(change, part)) {
      if (client !== undefined) known.push({ client: comparedOf(client, shared), guardians });
      else
        unreadable.push({
          classId: row.class_id,
          name: openCard(change.keys.beside, row)?.name,
          tokens: new Set(tokensOf.get(row.id)),
        });
    }
  }
  return { known, unreadable };
}

/** @param shared ids that many have, each once: every row brings a text of its own */
function comparedOf(client: ClientView, shared: Map<string | null, string | null>): ComparedClient {
  const { id, name, sex, birthDate, idKind, idNumber, idCountry, idNumberConfirmed } = client;
  const { studentNumber, address, version } = client;
  const once = <Id extends string | null>(one: Id) => {
    if (!shared.has(one)) shared.set(one, one);
    return shared.get(one) as Id;
  };
  const [siteId, classId] = [once(client.siteId), once(client.classId)];
  const document = { idKind, idNumber, idCountry, idNumberConfirmed };
  return { id, siteId, classId, name, sex, birthDate, ...document, studentNumber, address, version };
}

/** `client` is undefined where the record does not open. */
async function readKnown(change: Change, ids: readonly string[]) {
  const { organisationId, keys } = change;
  const [rows, guardians] = await change.all(
    sql.listClientsByIds({ organisationId, ids }),
    listGuardiansOf({ organisationId, clientIds: [...ids] }),
  );
  const guardiansOf = Map.groupBy(guardians, ({ client_id: id }) => id);
  return rows
    .filter(({ wrapped }) => wrapped !== null)
    .map((row) => ({
      row,
      client: keys.beside.opened(() => viewClient(keys, row)),
      guardians: openGuardiansOf(keys, row, guardiansOf.get(row.id) ?? []),
    }));
}

/** undefined where one of them does not open */
export function openGuardiansOf(
  keys: OrganisationKeys,
  client: ClientRow,
  rows: readonly { id: string; relation: string; version: number; sealed: Buffer | null }[],
): StoredGuardian[] | undefined {
  return keys.beside.opened(() =>
    rows.flatMap(({ sealed, ...row }) => {
      const details = openJson<GuardianDetails>(keys, client, guardianPlace(row.id), sealed);
      return details === undefined ? [] : [{ ...row, ...details }];
    }),
  );
}

export function chunks<Item>(items: readonly Item[], size: number): Item[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );
}
