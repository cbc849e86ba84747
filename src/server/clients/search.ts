import type { ListClients } from '../../contract/clients.ts';
import type { QueryOf } from '../../contract/operation.ts';
import {
  hasNameToken,
  isNameToken,
  type SearchToken,
  tokensToFind,
} from '../../domain/people/name-tokens.ts';
import { readCursor, UUID, writeCursor } from '../platform/http/cursor.ts';
import type { Reading } from '../platform/work/work.ts';
import { type Candidate, nameSource, type Source } from './name-source.ts';
import { numberLabel } from './search-entries.ts';
import { silentSinceOf } from './silent-since.ts';
import * as sql from './sql-entries.ts';
import { listAmong } from './sql-list.ts';
import { type ClientItemView, viewClientItem } from './view.ts';
import { withKeys } from './with-keys.ts';

const PAGE = 50;
const LAST_ID = 'ffffffff-ffff-ffff-ffff-ffffffffffff';
/** A page that few of the found belong to ends early, with a mark where to go on: no request reads more entries. */
const MOST_READ = 2_000;
const MOST_AT_ONCE = 500;

/**
 * Finds by words. The rarest of what was asked for gives the candidates; the rest is compared with their names once
 * these are opened, so that nothing false is shown and no page ends because of it.
 * @throws AppError cursor_invalid
 */
export async function searchClients(
  reading: Reading,
  words: string,
  query: QueryOf<typeof ListClients>,
): Promise<{ items: ClientItemView[]; next: string | null }> {
  const limit = query.limit ?? PAGE;
  const sets = tokensToFind(words);
  if (sets.length === 0) return { items: [], next: null };
  const source = await openSource(reading, sets, query.after, limit);
  const items: ClientItemView[] = [];
  let count = limit;
  for (let read = 0; ;) {
    const { candidates, mark } = await source.next(count);
    const found = await matching(reading, candidates, source.others, query);
    const room = limit - items.length;
    items.push(...found.slice(0, room).map(({ item }) => item));
    const lastShown = found.length >= room ? found[room - 1]?.mark : undefined;
    const isLast = mark === undefined && found.length <= room;
    read += count;
    if (lastShown !== undefined || mark === undefined || read >= MOST_READ) {
      items.sort((left, right) => (left.id < right.id ? 1 : -1));
      return { items, next: isLast ? null : writeCursor(lastShown ?? mark ?? []) };
    }
    count = Math.min(count * 2, MOST_AT_ONCE);
  }
}

/** Those of the candidates who have all that was asked for, in their order. */
async function matching(
  reading: Reading,
  candidates: readonly Candidate[],
  others: Source['others'],
  query: QueryOf<typeof ListClients>,
) {
  const wanted = await narrowed(
    reading,
    candidates.filter((candidate) => isWanted(candidate, query)),
    query,
  );
  const rows = await withKeys(
    reading,
    wanted.map(({ row }) => row),
  );
  return wanted.flatMap(({ earlier, mark }, index) => {
    const row = rows[index];
    if (row === undefined) return [];
    const item = viewClientItem(reading.keys, row);
    const isFound =
      others.every((set) => hasNameToken(item.name, set)) &&
      !(earlier.length > 0 && hasNameToken(item.name, earlier));
    return isFound ? [{ item, mark }] : [];
  });
}

type Filter = QueryOf<typeof ListClients>;

function isWanted({ row }: Candidate, { region, status, classId, risk, workerId }: Filter): boolean {
  return (
    (region === undefined || row.region_code === region) &&
    (status === undefined || row.status === status) &&
    (classId === undefined || row.class_id === classId) &&
    (risk === undefined || row.risk_level === risk) &&
    (workerId === undefined || row.worker_ids.includes(workerId))
  );
}

/** What the row itself does not tell is asked of those who are left. */
async function narrowed(
  reading: Reading,
  candidates: readonly Candidate[],
  { schoolId, silentDays }: Filter,
): Promise<readonly Candidate[]> {
  if ((schoolId === undefined && silentDays === undefined) || candidates.length === 0) return candidates;
  const { organisationId, now } = reading;
  const ids = candidates.map(({ row }) => row.id);
  const silentSince = silentSinceOf(now, silentDays);
  const [rows] = await reading.all(listAmong({ organisationId, ids, schoolId, silentSince }));
  const left = new Set(rows.map(({ id }) => id));
  return candidates.filter(({ row }) => left.has(row.id));
}

/** @param first how many are asked for first */
async function openSource(
  reading: Reading,
  sets: readonly (readonly SearchToken[])[],
  after: string | undefined,
  first: number,
): Promise<Source> {
  const names = sets.filter((set) => set.every(isNameToken));
  const numbers = sets.filter((set) => !names.includes(set));
  return numbers.length > 0
    ? numberSource(reading, numbers, names, after)
    : nameSource(reading, names, after, first);
}

function numberSource(
  reading: Reading,
  numbers: readonly (readonly SearchToken[])[],
  names: Source['others'],
  after: string | undefined,
): Source {
  const { organisationId, keys } = reading;
  const labelSets = numbers.map((set) => set.map((token) => String(numberLabel(keys, token))));
  let [before = LAST_ID] = after === undefined ? [] : readCursor(after, [UUID]);
  return {
    others: names,
    next: async (limit) => {
      const [rows] = await reading.all(sql.findByNumbers({ organisationId, labelSets, before, limit }));
      before = rows.at(-1)?.id ?? before;
      const candidates = rows.map((row) => ({ row, earlier: [], mark: [row.id] }));
      return { candidates, mark: rows.length === limit ? [before] : undefined };
    },
  };
}

/** Ids of the first who are found by words as in the list of clients. */
export async function findClientIds(reading: Reading, words: string, limit: number): Promise<string[]> {
  const { items } = await searchClients(reading, words, { limit });
  return items.map(({ id }) => id);
}

/** Newest of those who have this name, or a beginning of it of four characters. */
export async function findIdsByName(reading: Reading, name: string, limit: number): Promise<string[]> {
  const [first] = tokensToFind(name);
  if (first === undefined) return [];
  const source = await openSource(reading, [first], undefined, limit);
  return (await source.next(limit)).candidates.map(({ row }) => row.id);
}
