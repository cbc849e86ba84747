import { numberToken } from '../../domain/people/name-tokens.ts';
import type { RosterRow } from '../../domain/roster/roster-row.ts';
import type { Change } from '../platform/work/work.ts';
import { openJson, type GuardianDetails, guardianPlace } from './sealed.ts';
import { numberLabel } from './search-entries.ts';
import * as sql from './sql.ts';
import { listIdsByNumbers } from './sql-entries.ts';
import { listGuardiansOf } from './sql-family.ts';
import { type ClientRow, type ClientView, viewClient } from './view.ts';

/** A client who is there, as a roster row is compared with. */
export interface KnownClient {
  readonly row: ClientRow;
  readonly client: ClientView;
  readonly guardians: readonly GuardianDetails[];
}

const TOKENS_AT_ONCE = 5_000;
const CLIENTS_AT_ONCE = 2_000;

/**
 * Finds the clients whom roster rows may mean: by ID number or student number through the blind index, and, for rows
 * without numbers, the members of their class.
 */
export async function findKnownClients(
  change: Change,
  rows: readonly RosterRow[],
  groupIds: readonly string[],
): Promise<KnownClient[]> {
  const { organisationId, keys } = change;
  const plain = rows.flatMap(({ idNumber, studentNumber }) => [
    ...(idNumber === undefined ? [] : [numberToken('idNumber', idNumber)]),
    ...(studentNumber === undefined ? [] : [numberToken('studentNumber', studentNumber)]),
  ]);
  const ids = new Set<string>();
  for (const part of chunks(plain, TOKENS_AT_ONCE)) {
    const labels = part.map((token) => String(numberLabel(keys, token)));
    const [found] = await change.all(listIdsByNumbers({ organisationId, labels }));
    for (const { client_id } of found) ids.add(client_id);
  }
  const hasUnnumbered = rows.some((row) => row.idNumber === undefined && row.studentNumber === undefined);
  if (hasUnnumbered && groupIds.length > 0) {
    const [members] = await change.all(sql.listIdsByGroups({ organisationId, groupIds: [...groupIds] }));
    for (const { id } of members) ids.add(id);
  }
  const known: KnownClient[] = [];
  for (const part of chunks([...ids], CLIENTS_AT_ONCE)) known.push(...(await readKnown(change, part)));
  return known;
}

async function readKnown(change: Change, ids: readonly string[]): Promise<KnownClient[]> {
  const { organisationId, keys } = change;
  const [rows, guardians] = await change.all(
    sql.listClientsByIds({ organisationId, ids }),
    listGuardiansOf({ organisationId, clientIds: [...ids] }),
  );
  return rows
    .filter(({ wrapped }) => wrapped !== null)
    .map((row) => ({
      row,
      client: viewClient(keys, row),
      guardians: guardians
        .filter(({ client_id }) => client_id === row.id)
        .flatMap((guardian) => {
          const place = guardianPlace(guardian.id);
          return openJson<GuardianDetails>(keys, row, place, guardian.sealed) ?? [];
        }),
    }));
}

function chunks<Item>(items: readonly Item[], size: number): Item[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );
}
