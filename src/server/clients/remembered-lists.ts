import type { SearchToken } from '../../domain/people/name-tokens.ts';
import type { OrganisationKeys } from '../platform/keys/keyring.ts';
import { nameList, type NameList, placeLabel } from './search-entries.ts';

/** Of an organisation: a hundred bytes each. */
const MOST_LISTS = 20_000;
/** Of an organisation: eighty bytes each, and 2 µs to make one. */
const MOST_LABELS = 10_000;

/** The list of a site that one of the tokens asks for which find the same. */
export interface AskedList {
  readonly list: NameList;
  readonly siteId: string;
  readonly alternative: number;
}

/** By the list's id; 0: it is not there. */
export type Lengths = ReadonlyMap<string, number>;

/** What earlier searches found out: each search looks whether sites and lengths are the same; labels never change. */
export class RememberedLists {
  readonly #keys: OrganisationKeys;
  #siteIds: readonly string[] = [];
  /** lists at all sites, by alternative and token */
  readonly #asked = new Map<string, readonly AskedList[]>();
  #askedCount = 0;
  /** by the list's id; 0: it is not there */
  readonly #lengths = new Map<string, number>();
  /** by the list's id and the place in it: whoever types on, or comes back, asks for the same newest entries */
  readonly #labels = new Map<string, Map<number, string>>();
  #labelCount = 0;

  constructor(keys: OrganisationKeys) {
    this.#keys = keys;
  }

  /** All of the organisation's, as whoever sees them all asks for. */
  get siteIds(): readonly string[] {
    return this.#siteIds;
  }

  set siteIds(ids: readonly string[]) {
    this.#siteIds = ids;
    this.#asked.clear();
    this.#askedCount = 0;
  }

  /** Of each set: the sites one after another, all of a token before its alternative. */
  listsOf(sets: readonly (readonly SearchToken[])[], siteIds: readonly string[]): AskedList[][] {
    return sets.map((tokens) =>
      tokens.flatMap((token, alternative) =>
        siteIds === this.#siteIds
          ? this.#atAllSites(token, alternative)
          : this.#listsAt(siteIds, token, alternative),
      ),
    );
  }

  #atAllSites(token: SearchToken, alternative: number): readonly AskedList[] {
    const key = `${alternative} ${token}`;
    const known = this.#asked.get(key);
    if (known !== undefined) return known;
    const lists = this.#listsAt(this.#siteIds, token, alternative);
    if (this.#askedCount + lists.length > MOST_LISTS) {
      this.#asked.clear();
      this.#askedCount = 0;
    }
    this.#asked.set(key, lists);
    this.#askedCount += lists.length;
    return lists;
  }

  #listsAt(siteIds: readonly string[], token: SearchToken, alternative: number): AskedList[] {
    return siteIds.map((siteId) => ({ list: nameList(this.#keys, siteId, token), siteId, alternative }));
  }

  knows(asked: readonly (readonly AskedList[])[]): boolean {
    return asked.every((lists) => lists.every(({ list }) => this.#lengths.has(list.id)));
  }

  /** As they were when somebody looked last. */
  get lengths(): Lengths {
    return this.#lengths;
  }

  /**
   * @param found those of the lists that are there
   * @returns the lengths by the lists' ids: what is remembered another search may write over at any time
   */
  remember(asked: readonly AskedList[], found: readonly { id: string; length: string }[]): Lengths {
    if (this.#lengths.size + asked.length > MOST_LISTS) this.#lengths.clear();
    const stored = new Map(found.map(({ id, length }) => [id, length]));
    const lengths = new Map<string, number>();
    for (const { list } of asked) {
      const length = stored.get(list.id);
      lengths.set(list.id, length === undefined ? 0 : Number(BigInt(length) - list.mask));
    }
    for (const [id, length] of lengths) this.#lengths.set(id, length);
    return lengths;
  }

  label(list: NameList, place: number): string {
    const known = this.#labels.get(list.id)?.get(place);
    if (known !== undefined) return known;
    if (this.#labelCount >= MOST_LABELS) {
      this.#labels.clear();
      this.#labelCount = 0;
    }
    const label = String(placeLabel(this.#keys, list, place));
    const ofList = this.#labels.get(list.id) ?? new Map<number, string>();
    this.#labels.set(list.id, ofList.set(place, label));
    this.#labelCount += 1;
    return label;
  }
}

const remembered = new WeakMap<OrganisationKeys, RememberedLists>();

/** Those of an organisation. */
export function rememberedLists(keys: OrganisationKeys): RememberedLists {
  const known = remembered.get(keys) ?? new RememberedLists(keys);
  remembered.set(keys, known);
  return known;
}
