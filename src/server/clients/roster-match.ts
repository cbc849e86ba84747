import { numberToken } from '../../domain/people/name-tokens.ts';
import { nameKey } from '../../domain/people/person-name.ts';
import type { Place } from '../../domain/roster/known-index.ts';
import type { RosterRow } from '../../domain/roster/roster-row.ts';
import { mapInSteps } from '../../domain/roster/steps.ts';
import { withoutZeros } from '../../domain/roster/student-number.ts';
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

/** A client who is there, as a roster row is compared with. */
export interface KnownClient {
  readonly row: ClientRow;
  readonly client: ClientView;
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
  readonly labels: ReadonlySet<string>;
}

export interface KnownClients {
  readonly known: readonly KnownClient[];
  /** Whether a row means somebody whose record does not open: it is left as it is, and nobody is registered twice. */
  readonly isUnreadable: (row: RosterRow, place: Place) => boolean;
}

/** Schools number their pupils with so many digits at most; longer numbers are written with all of them. */
const WIDEST = 8;

/** A student number with more and fewer zeros before it, which may be the same one. */
function spellingsOf(studentNumber: string): string[] {
  const short = withoutZeros(studentNumber);
  const wider = /^\d+$/u.test(short)
    ? Array.from({ length: WIDEST }, (_, index) => short.padStart(index + 1, '0'))
    : [];
  return [...new Set([studentNumber, short, ...wider])].map((number) => numberToken('studentNumber', number));
}

const LABELS_AT_ONCE = 5_000;
/** Opening so many takes some tens of milliseconds. */
const CLIENTS_AT_ONCE = 500;

/**
 * Finds the clients whom roster rows may mean: by ID number or student number through the blind index, and, where a row's numbers are
 * nobody's, everybody at the site, whose names and guardians it is compared with.
 */
export async function findKnownClients(
  change: Change,
  rows: readonly RosterRow[],
  {
    siteId,
    schoolOf,
    tell,
  }: { siteId: string; schoolOf: ReadonlyMap<string | null, string | null>; tell: Tell },
): Promise<KnownClients> {
  const { organisationId, keys } = change;
  const plain = rows.flatMap(({ idNumber, studentNumber }) => [
    ...(idNumber === undefined ? [] : [numberToken('idNumber', idNumber)]),
    ...(studentNumber === undefined ? [] : spellingsOf(studentNumber)),
  ]);
  const labels = new Map(
    await inSteps(mapInSteps(plain, (token): [string, string] => [token, String(numberLabel(keys, token))])),
  );
  const ids = new Set<string>();
  const labelsOf = new Map<string, Set<string>>();
  for (const part of chunks([...labels.values()], LABELS_AT_ONCE)) {
    const [holders] = await change.all(listIdsByNumbers({ organisationId, labels: part }));
    for (const { client_id: id, label } of holders) {
      ids.add(id);
      labelsOf.set(id, (labelsOf.get(id) ?? new Set()).add(label));
    }
  }
  const found = new Set([...labelsOf.values()].flatMap((ofOne) => [...ofOne]));
  const isIn = (some: ReadonlySet<string>, token: string) => some.has(labels.get(token) ?? '');
  const isNumbered = ({ idNumber, studentNumber }: RosterRow) =>
    (idNumber !== undefined && isIn(found, numberToken('idNumber', idNumber))) ||
    (studentNumber !== undefined && isIn(found, numberToken('studentNumber', studentNumber)));
  if (!rows.every(isNumbered)) {
    const [members] = await change.all(sql.listIdsOfSite({ organisationId, siteId }));
    for (const { id } of members) ids.add(id);
  }
  const { known, unreadable } = await openKnown(change, [...ids], { labelsOf, tell });
  return {
    known,
    isUnreadable: ({ idNumber, studentNumber, name }, place) =>
      unreadable.some((client) => {
        if (idNumber !== undefined && isIn(client.labels, numberToken('idNumber', idNumber))) return true;
        if (studentNumber !== undefined && isIn(client.labels, numberToken('studentNumber', studentNumber)))
          return (schoolOf.get(client.classId) ?? null) === place.schoolId;
        const hasNumber = idNumber !== undefined || studentNumber !== undefined;
        if (hasNumber || client.classId !== place.classId) return false;
        return client.name !== undefined && nameKey(client.name) === nameKey(name);
      }),
  };
}

/** Opens them in parts, and says how far that is. */
async function openKnown(
  change: Change,
  ids: readonly string[],
  { labelsOf, tell }: { labelsOf: ReadonlyMap<string, ReadonlySet<string>>; tell: Tell },
): Promise<{ known: KnownClient[]; unreadable: UnreadableClient[] }> {
  const known: KnownClient[] = [];
  const unreadable: UnreadableClient[] = [];
  for (const [at, part] of chunks(ids, CLIENTS_AT_ONCE).entries()) {
    tell('comparing', at * CLIENTS_AT_ONCE, ids.length);
    for (const { row, client, guardians } of await readKnown(change, part)) {
      if (client !== undefined) known.push({ row, client, guardians });
      else
        unreadable.push({
          classId: row.class_id,
          name: openCard(change.keys.beside, row)?.name,
          labels: labelsOf.get(row.id) ?? new Set(),
        });
    }
  }
  return { known, unreadable };
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
