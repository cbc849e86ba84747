import type { ListClients } from '../../contract/clients.ts';
import type { QueryOf } from '../../contract/operation.ts';
import {
  hasNameToken,
  isNameToken,
  type SearchToken,
  tokensToFind,
} from '../../domain/people/name-tokens.ts';
import { listSiteIds } from '../organisations/public.ts';
import { readCursor, UUID, writeCursor } from '../platform/http/cursor.ts';
import { AppError } from '../platform/work/errors.ts';
import type { OrganisationKeys } from '../platform/keys/keyring.ts';
import type { Reading } from '../platform/work/work.ts';
import { nameList, type NameList, numberLabel, placeLabel } from './search-entries.ts';
import * as sql from './sql-entries.ts';
import { type ClientItemRow, type ClientItemView, viewClientItem } from './view.ts';
import { withKeys } from './with-keys.ts';

const PAGE = 50;
const LAST_ID = 'ffffffff-ffff-ffff-ffff-ffffffffffff';
/** A page that few of the found belong to ends early, with a mark where to go on: no request reads more entries. */
const MOST_READ = 2_000;
const MOST_AT_ONCE = 500;
const SMALL_NUMBER = /^\d{1,9}$/;

/** Somebody whom the index gives, and where to go on behind them. */
interface Candidate {
  readonly row: Omit<ClientItemRow, 'wrapped'>;
  /** tokens that gave them away earlier already: whoever has one of these was found before */
  readonly earlier: readonly SearchToken[];
  readonly mark: readonly string[];
}

interface Batch {
  readonly candidates: readonly Candidate[];
  /** undefined: there is nobody else */
  readonly mark: readonly string[] | undefined;
}

interface Source {
  /** what the names of those found must have beside, each of the sets */
  readonly others: readonly (readonly SearchToken[])[];
  next(count: number): Promise<Batch>;
}

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
  const wanted = candidates.filter(({ row }) => isWanted(row, query));
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

function isWanted(
  row: { region_code: string; status: string; class_id: string | null },
  { region, status, classId }: QueryOf<typeof ListClients>,
): boolean {
  return (
    (region === undefined || row.region_code === region) &&
    (status === undefined || row.status === status) &&
    (classId === undefined || row.class_id === classId)
  );
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

interface Entry {
  readonly span: Span;
  readonly place: number;
}

type EntryFound = Omit<ClientItemRow, 'wrapped'> & { readonly label: string };

/** A list that is read from its newest place down. */
interface Span {
  readonly list: NameList;
  readonly siteId: string;
  readonly alternative: number;
  readonly length: number;
}

/** The sites one after another, in each of them from the newest entry on; all of a token before its alternative. */
async function nameSource(
  reading: Reading,
  sets: readonly (readonly SearchToken[])[],
  after: string | undefined,
  first: number,
): Promise<Source> {
  const { organisationId, keys } = reading;
  const mark = after === undefined ? [] : readCursor(after, [SMALL_NUMBER, SMALL_NUMBER, UUID, SMALL_NUMBER]);
  const labelOf = ({ span: { list }, place }: Entry) => rememberedLabel(keys, list, place);
  const listsToRead = (spansOfSets: readonly (readonly Span[])[]) => {
    const [driver, ...position] = mark;
    const index = driver === undefined ? indexOfShortest(spansOfSets) : Number(driver);
    const spans = spansOfSets[index];
    if (spans === undefined) throw new AppError('cursor_invalid');
    return { index, spans, places: placesOf(position.length === 0 ? spans : spansBehind(spans, position)) };
  };
  const { spansOfSets, ahead } = await readSpans(reading, sets, (guessed) =>
    takeFrom(listsToRead(guessed).places, first).map(labelOf),
  );
  const { index, spans, places } = listsToRead(spansOfSets);
  const tokens = sets[index] ?? [];
  // comparing takes a name's pinyin, a tenth of a millisecond: only with what anybody has
  const isHad = new Set(spans.map(({ alternative }) => alternative));
  const earlierThan = (alternative: number) =>
    tokens.filter((_, other) => other < alternative && isHad.has(other));
  return {
    others: sets.filter((_, other) => other !== index),
    next: async (count) => {
      const taken = takeFrom(places, count);
      const wanted = taken.map(labelOf);
      const rows =
        wanted.join() === ahead.labels.join()
          ? ahead.rows
          : (await reading.all(sql.listEntries({ organisationId, labels: wanted })))[0];
      const rowOf = new Map(rows.map((row) => [row.label, row]));
      const candidates = taken.flatMap(({ span, place }, order) => {
        const row = rowOf.get(wanted[order] ?? '');
        const mark = [index, span.alternative, span.siteId, place].map(String);
        return row === undefined ? [] : [{ row, earlier: earlierThan(span.alternative), mark }];
      });
      const last = taken.at(-1);
      const isAll = taken.length < count || last === undefined;
      const mark = isAll
        ? undefined
        : [index, last.span.alternative, last.span.siteId, last.place].map(String);
      return { candidates, mark };
    },
  };
}

/** What earlier searches found out: each search looks whether sites and lengths are the same; labels never change. */
interface Remembered {
  siteIds: readonly string[];
  /** by the list's id; null: it is not there */
  readonly lengths: Map<string, string | null>;
  /** by the list's id and the place in it: whoever types on, or comes back, asks for the same newest entries */
  readonly labels: Map<string, Map<number, string>>;
  labelCount: number;
}

const remembered = new WeakMap<OrganisationKeys, Remembered>();
/** Lists of an organisation: a hundred bytes each. */
const MOST_LENGTHS = 20_000;
/** Of an organisation: eighty bytes each, and 2 µs to make one. */
const MOST_LABELS = 10_000;

function rememberedOf(keys: OrganisationKeys): Remembered {
  let known = remembered.get(keys);
  if (known === undefined) {
    known = { siteIds: [], lengths: new Map(), labels: new Map(), labelCount: 0 };
    remembered.set(keys, known);
  }
  return known;
}

function rememberedLabel(keys: OrganisationKeys, list: NameList, place: number): string {
  const known = rememberedOf(keys);
  const found = known.labels.get(list.id)?.get(place);
  if (found !== undefined) return found;
  if (known.labelCount >= MOST_LABELS) {
    known.labels.clear();
    known.labelCount = 0;
  }
  const label = String(placeLabel(keys, list, place));
  const ofList = known.labels.get(list.id) ?? new Map<number, string>();
  known.labels.set(list.id, ofList.set(place, label));
  known.labelCount += 1;
  return label;
}

interface ReadSpans {
  readonly spansOfSets: readonly (readonly Span[])[];
  /** entries that were read with the lengths, in case that no list has grown */
  readonly ahead: { readonly labels: readonly string[]; readonly rows: readonly EntryFound[] };
}

/**
 * The lists of each set at the sites that the actor sees, as far as they are there.
 * @param labelsFor the entries that are wanted first, were the lists as long as they were
 */
async function readSpans(
  reading: Reading,
  sets: readonly (readonly SearchToken[])[],
  labelsFor: (guessed: readonly (readonly Span[])[]) => readonly string[],
): Promise<ReadSpans> {
  const { organisationId, keys, settings } = reading;
  const known = rememberedOf(keys);
  const isOfSites = settings.scope === 'site';
  const asked = askedLists(keys, sets, isOfSites ? settings.siteIds.toSorted() : known.siteIds);
  const guessed = spansAsKnown(asked, known);
  const labels = guessed === undefined ? [] : labelsFor(guessed);
  const lists = readLists(organisationId, asked);
  const ahead = sql.listEntries({ organisationId, labels: [...labels] });
  if (isOfSites) {
    const [lengths, rows] = await reading.all(lists, ahead);
    return { spansOfSets: spansOf(asked, remember(known, asked, lengths)), ahead: { labels, rows } };
  }
  const [lengths, rows, sites] = await reading.all(lists, ahead, listSiteIds({ organisationId }));
  const siteIds = sites.map(({ id }) => id);
  if (siteIds.join() === known.siteIds.join())
    return { spansOfSets: spansOf(asked, remember(known, asked, lengths)), ahead: { labels, rows } };
  known.siteIds = siteIds;
  const anew = askedLists(keys, sets, siteIds);
  const [found] = await reading.all(readLists(organisationId, anew));
  return { spansOfSets: spansOf(anew, remember(known, anew, found)), ahead: { labels: [], rows: [] } };
}

type AskedList = Omit<Span, 'length'>;

function askedLists(
  keys: OrganisationKeys,
  sets: readonly (readonly SearchToken[])[],
  siteIds: readonly string[],
): AskedList[][] {
  return sets.map((tokens) =>
    tokens.flatMap((token, alternative) =>
      siteIds.map((siteId) => ({ list: nameList(keys, siteId, token), siteId, alternative })),
    ),
  );
}

function readLists(organisationId: string, asked: readonly (readonly AskedList[])[]) {
  return sql.readLists({ organisationId, ids: asked.flat().map(({ list }) => list.id) });
}

interface ListLength {
  readonly id: string;
  readonly length: string;
}

function remember(
  { lengths }: Remembered,
  asked: readonly (readonly AskedList[])[],
  rows: readonly ListLength[],
): readonly ListLength[] {
  const ids = asked.flat().map(({ list }) => list.id);
  if (lengths.size + ids.length > MOST_LENGTHS) lengths.clear();
  for (const id of ids) lengths.set(id, null);
  for (const { id, length } of rows) lengths.set(id, length);
  return rows;
}

/** undefined: of one at least nobody knows how long it was */
function spansAsKnown(
  asked: readonly (readonly AskedList[])[],
  { lengths }: Remembered,
): Span[][] | undefined {
  const rows: ListLength[] = [];
  for (const { list } of asked.flat()) {
    const length = lengths.get(list.id);
    if (length === undefined) return undefined;
    if (length !== null) rows.push({ id: list.id, length });
  }
  return spansOf(asked, rows);
}

function spansOf(asked: readonly (readonly AskedList[])[], rows: readonly ListLength[]): Span[][] {
  const lengths = new Map(rows.map(({ id, length }) => [id, BigInt(length)]));
  return asked.map((lists) =>
    lists.flatMap((span) => {
      const length = lengths.get(span.list.id);
      return length === undefined ? [] : [{ ...span, length: Number(length - span.list.mask) }];
    }),
  );
}

function indexOfShortest(spansOfSets: readonly (readonly Span[])[]): number {
  const totals = spansOfSets.map((spans) => spans.reduce((sum, { length }) => sum + length, 0));
  return totals.indexOf(Math.min(...totals));
}

function spansBehind(spans: readonly Span[], [alternative, siteId = '', place]: readonly string[]): Span[] {
  const at = Number(alternative);
  return spans.flatMap((span) => {
    if (span.alternative < at || (span.alternative === at && span.siteId < siteId)) return [];
    const isThere = span.alternative === at && span.siteId === siteId;
    return [isThere ? { ...span, length: Math.min(span.length, Number(place) - 1) } : span];
  });
}

function* placesOf(spans: readonly Span[]): Generator<Entry> {
  for (const span of spans) for (let place = span.length; place > 0; place -= 1) yield { span, place };
}

function takeFrom<Item>(items: Iterator<Item>, count: number): Item[] {
  const taken: Item[] = [];
  while (taken.length < count) {
    const { done, value } = items.next();
    if (done === true) break;
    taken.push(value);
  }
  return taken;
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
