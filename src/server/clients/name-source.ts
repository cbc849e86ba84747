import type { SearchToken } from '../../domain/people/name-tokens.ts';
import { listSiteIds } from '../organisations/public.ts';
import { readCursor, UUID } from '../platform/http/cursor.ts';
import { AppError } from '../platform/work/errors.ts';
import type { Reading } from '../platform/work/work.ts';
import { type AskedList, type Lengths, type RememberedLists, rememberedLists } from './remembered-lists.ts';
import * as sql from './sql-entries.ts';
import type { ClientItemRow } from './view.ts';

const SMALL_NUMBER = /^\d{1,9}$/;

/** Somebody whom the index gives, and where to go on behind them. */
export interface Candidate {
  readonly row: Omit<ClientItemRow, 'wrapped'>;
  /** tokens that gave them away earlier already: whoever has one of these was found before */
  readonly earlier: readonly SearchToken[];
  readonly mark: readonly string[];
}

export interface Batch {
  readonly candidates: readonly Candidate[];
  /** undefined: there is nobody else */
  readonly mark: readonly string[] | undefined;
}

export interface Source {
  /** what the names of those found must have beside, each of the sets */
  readonly others: readonly (readonly SearchToken[])[];
  next(count: number): Promise<Batch>;
}

interface Entry {
  readonly span: Span;
  readonly place: number;
}

type EntryFound = Omit<ClientItemRow, 'wrapped'> & { readonly label: string };

/** A list that is read from its newest place down. */
interface Span extends AskedList {
  readonly length: number;
}

/** The sites one after another, in each of them from the newest entry on; all of a token before its alternative. */
export async function nameSource(
  reading: Reading,
  sets: readonly (readonly SearchToken[])[],
  after: string | undefined,
  first: number,
): Promise<Source> {
  const { organisationId, keys } = reading;
  const mark = after === undefined ? [] : readCursor(after, [SMALL_NUMBER, SMALL_NUMBER, UUID, SMALL_NUMBER]);
  const known = rememberedLists(keys);
  const labelOf = ({ span: { list }, place }: Entry) => known.label(list, place);
  const walk = await beginWalk(reading, sets, mark, first, labelOf);
  const { index, ahead } = walk;
  const tokens = sets[index] ?? [];
  // comparing takes a name's pinyin, a tenth of a millisecond: only with what anybody has
  const isHad = alternativesOf(walk.all);
  const earlierThan = (alternative: number) =>
    tokens.filter((_, other) => other < alternative && isHad.has(other));
  let places = placesOf(walk.spans);
  let { later } = walk;
  const take = async (count: number): Promise<Entry[]> => {
    const taken = takeFrom(places, count);
    if (taken.length === count || later.length === 0) return taken;
    const spans = spansOf(await lookAgain(reading, later), later);
    for (const alternative of alternativesOf(spans)) isHad.add(alternative);
    later = [];
    places = placesOf(spans);
    return [...taken, ...takeFrom(places, count - taken.length)];
  };
  return {
    others: sets.filter((_, other) => other !== index),
    next: async (count) => {
      const taken = await take(count);
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

/** How the candidates of a search are gone through. */
interface Walk {
  /** the set of which everybody is looked at: that of the fewest */
  readonly index: number;
  /** those that were asked for, also in front of where a further page begins */
  readonly all: readonly Span[];
  readonly spans: readonly Span[];
  /** lists behind these, for whoever comes to their end */
  readonly later: readonly AskedList[];
  /** entries that were read with the lengths, in case that no list has grown */
  readonly ahead: { readonly labels: readonly string[]; readonly rows: readonly EntryFound[] };
}

/**
 * The lists of the sites that the actor sees. Where all were asked for before, only those are looked at again in which the first
 * entries stand: of a common name one list instead of each site's.
 */
async function beginWalk(
  reading: Reading,
  sets: readonly (readonly SearchToken[])[],
  mark: readonly string[],
  first: number,
  labelOf: (entry: Entry) => string,
): Promise<Walk> {
  const { organisationId, keys, settings } = reading;
  const known = rememberedLists(keys);
  const isOfSites = settings.scope === 'site';
  const knownSites = known.siteIds;
  const asked = known.listsOf(sets, isOfSites ? settings.siteIds.toSorted() : knownSites);
  const guess = guessWalk(known, asked, mark, first);
  const labels = guess?.entries.map(labelOf) ?? [];
  const looked = guess?.asked ?? asked.flat();
  const lists = readLists(organisationId, looked);
  const ahead = sql.listEntries({ organisationId, labels });
  const [lengths, rows, sites] = isOfSites
    ? await reading.all(lists, ahead)
    : await reading.all(lists, ahead, listSiteIds({ organisationId }));
  const siteIds = sites?.[0]?.ids ?? knownSites;
  // with those that were asked for, not with those that another search has found since
  if (siteIds.join() !== knownSites.join()) {
    known.siteIds = siteIds;
    const anew = known.listsOf(sets, siteIds);
    return { ...walkOf(await lookAgain(reading, anew.flat()), anew, mark), ahead: { labels: [], rows: [] } };
  }
  const seen = known.remember(looked, lengths);
  if (guess === undefined) return { ...walkOf(seen, asked, mark), ahead: { labels, rows } };
  const { index, later } = guess;
  const spans = spansOf(seen, guess.asked);
  return { index, all: spans, spans, later, ahead: { labels, rows } };
}

/** All of the lists. @throws AppError cursor_invalid */
function walkOf(
  lengths: Lengths,
  asked: readonly (readonly AskedList[])[],
  [driver, ...position]: readonly string[],
): Omit<Walk, 'ahead'> {
  const spansOfSets = asked.map((lists) => spansOf(lengths, lists));
  const index = driver === undefined ? indexOfShortest(spansOfSets) : Number(driver);
  const all = spansOfSets[index];
  if (all === undefined) throw new AppError('cursor_invalid');
  return { index, all, spans: position.length === 0 ? all : spansBehind(all, position), later: [] };
}

/**
 * Which lists the first entries stand in, were they as long as they were. Lists only grow: whatever grew meanwhile is seen in those
 * that are asked, and what stands behind them is not among the first.
 * @returns undefined where a page is not the first one, or nobody knows of one list how long it was
 */
function guessWalk(
  known: RememberedLists,
  asked: readonly (readonly AskedList[])[],
  mark: readonly string[],
  first: number,
): (Pick<Walk, 'index' | 'later'> & { asked: readonly AskedList[]; entries: readonly Entry[] }) | undefined {
  if (mark.length > 0 || asked.length === 0 || !known.knows(asked)) return undefined;
  const { index, spans } = walkOf(known.lengths, asked, mark);
  const lists = asked[index] ?? [];
  const entries = takeFrom(placesOf(spans), first);
  const last = entries.length < first ? undefined : entries.at(-1)?.span.list;
  const reached = last === undefined ? lists.length : lists.findIndex(({ list }) => list === last) + 1;
  return { index, asked: lists.slice(0, reached), later: lists.slice(reached), entries };
}

function readLists(organisationId: string, asked: readonly AskedList[]) {
  return sql.readLists({ organisationId, ids: asked.map(({ list }) => list.id) });
}

async function lookAgain(reading: Reading, asked: readonly AskedList[]): Promise<Lengths> {
  const [rows] = await reading.all(readLists(reading.organisationId, asked));
  return rememberedLists(reading.keys).remember(asked, rows);
}

/** Those that are there. */
function spansOf(lengths: Lengths, asked: readonly AskedList[]): Span[] {
  return asked.flatMap((place) => {
    const length = lengths.get(place.list.id) ?? 0;
    return length === 0 ? [] : [{ ...place, length }];
  });
}

function alternativesOf(spans: readonly Span[]): Set<number> {
  return new Set(spans.map(({ alternative }) => alternative));
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
