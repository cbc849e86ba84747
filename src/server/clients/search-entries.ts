import { randomBytes } from 'node:crypto';
import { isNameToken, TOKENS_PER_PERSON, tokensToStore } from '../../domain/people/name-tokens.ts';
import { mapInSteps } from '../../domain/roster/steps.ts';
import type { OrganisationKeys } from '../platform/keys/keyring.ts';
import type { PersonKey } from '../platform/keys/person-memory.ts';
import { inSteps } from '../platform/work/in-steps.ts';
import type { Change } from '../platform/work/work.ts';
import { type GuardianDetails, guardianPlace, openJson } from './sealed.ts';
import * as sql from './sql-entries.ts';
import { listGuardiansOf } from './sql-family.ts';

/** What a person is found by, and who may see the entries. */
export interface SearchedPerson {
  readonly id: string;
  readonly siteId: string;
  readonly workerIds: readonly string[];
  readonly name: string;
  readonly phone: string | null;
  /** by whose telephones the person is found too */
  readonly guardians: readonly { readonly phone: string | null }[];
  readonly idNumber: string | null;
  readonly studentNumber: string | null;
}

/** The list of those at a site who have a piece of a name: each has a place in it, from 1 on. */
export interface NameList {
  readonly plain: string;
  readonly id: string;
  readonly mask: bigint;
}

/** Takes as many places of each list as it is asked for; what it gives back gives them out. */
export type TakePlaces = (asked: readonly NameList[]) => Promise<(list: NameList) => number>;

/**
 * Gives persons their search entries. A place in a list belongs to one person for ever; the lists stay locked until the
 * commit of the change in which places are taken, so that no two take the same.
 * @param take in the change itself, where it is left out
 */
export async function addEntries(
  change: Change,
  people: readonly SearchedPerson[],
  take: TakePlaces = (asked) => takePlaces(change, asked),
): Promise<void> {
  const { organisationId, keys } = change;
  const lists = new Map<string, NameList>();
  const listOf = (siteId: string, token: string): NameList => {
    const plain = `${siteId}|${token}`;
    const list = lists.get(plain) ?? nameList(keys, siteId, token);
    lists.set(plain, list);
    return list;
  };
  const tokens = await inSteps(
    mapInSteps(people, (person) => {
      const plain = tokensToStore(searchable(person));
      return {
        person,
        lists: plain.filter(isNameToken).map((token) => listOf(person.siteId, token)),
        numbers: plain.filter((token) => !isNameToken(token)),
      };
    }),
  );
  const takePlace = await take(tokens.flatMap((given) => given.lists));
  const entries = await inSteps(
    mapInSteps(tokens, ({ person, numbers, ...given }) => {
      const labels = [
        ...numbers.map((token) => numberLabel(keys, token)),
        ...given.lists.map((list) => placeLabel(keys, list, takePlace(list))),
      ];
      const { id: clientId, siteId, workerIds } = person;
      return { labels: filledUp(labels), clientId, siteId, workerIds };
    }),
  );
  for (const insert of sql.insertEntries(organisationId, entries)) change.push(insert);
}

/** Somebody who is to be found by something else from now on. */
export interface FoundAnew {
  readonly client: { readonly id: string; readonly wrapped: PersonKey | null };
  readonly person: Omit<SearchedPerson, 'guardians'>;
}

/**
 * Persons' entries anew: of a changed name, changed numbers, a guardian's too, another site. The caller holds the clients, so that
 * no two write what each found alone.
 */
export async function replaceEntries(
  change: Change,
  found: readonly FoundAnew[],
  take?: TakePlaces,
): Promise<void> {
  if (found.length === 0) return;
  const { organisationId } = change;
  const clientIds = found.map(({ client }) => client.id);
  const [rows] = await change.all(listGuardiansOf({ organisationId, clientIds }));
  const guardiansOf = Map.groupBy(rows, ({ client_id: id }) => id);
  for (const clientId of clientIds) change.push(sql.deleteEntries({ organisationId, clientId }));
  const people = found.map(({ client, person }) => ({
    ...person,
    guardians: openGuardians(change.keys, client, guardiansOf.get(client.id) ?? []),
  }));
  await addEntries(change, people, take);
}

/** Whoever's guardian does not open is found without them. */
export function openGuardians(
  { beside }: OrganisationKeys,
  client: { id: string; wrapped: PersonKey | null },
  rows: readonly { id: string; sealed: Buffer | null }[],
): GuardianDetails[] {
  return rows.flatMap(
    ({ id, sealed }) => openJson<GuardianDetails>(beside, client, guardianPlace(id), sealed) ?? [],
  );
}

export function nameList(keys: OrganisationKeys, siteId: string, token: string): NameList {
  const plain = `${siteId}|${token}`;
  return { plain, ...keys.list(plain) };
}

export function placeLabel(keys: OrganisationKeys, list: NameList, place: number): bigint {
  return keys.token(`${list.plain}|${place}`);
}

/** Of a number, which hardly two share: the same for all who have it. */
export function numberLabel(keys: OrganisationKeys, token: string): bigint {
  return keys.token(token);
}

/** Locks the lists until the commit and sets them longer by what is asked of them. @returns gives the next free place of a list */
export async function takePlaces(
  change: Pick<Change, 'all' | 'organisationId'>,
  asked: readonly NameList[],
): Promise<(list: NameList) => number> {
  const { organisationId } = change;
  const lists = new Map(asked.map((list) => [list.id, list]));
  const wanted = Map.groupBy(asked, ({ id }) => id);
  if (lists.size === 0) return () => 0;
  const sorted = [...lists.values()]
    .sort((left, right) => (BigInt(left.id) < BigInt(right.id) ? -1 : 1))
    .map((list) => ({ ...list, places: wanted.get(list.id)?.length ?? 0 }));
  const [, rows] = await change.all(
    sql.beginLists(organisationId, sorted),
    sql.lengthenLists(organisationId, sorted),
  );
  const lengths = new Map(rows.map(({ id, length }) => [id, BigInt(length)]));
  const taken = new Map(
    sorted.map(({ id, mask, places }) => [id, Number((lengths.get(id) ?? mask) - mask) - places]),
  );
  return ({ id }) => {
    const place = (taken.get(id) ?? 0) + 1;
    taken.set(id, place);
    return place;
  };
}

/**
 * As many labels as everybody has, in an order that tells nothing: what fills up is random, and finds nobody. Only a
 * very long name needs more, and then a multiple.
 */
function filledUp(labels: readonly bigint[]): bigint[] {
  const count = Math.max(1, Math.ceil(labels.length / TOKENS_PER_PERSON)) * TOKENS_PER_PERSON;
  const filling = randomBytes((count - labels.length) * 8);
  const all = [
    ...labels,
    ...Array.from({ length: count - labels.length }, (_, index) => filling.readBigInt64BE(index * 8)),
  ];
  return all.sort((left, right) => (left < right ? -1 : 1));
}

function searchable({ name, phone, guardians, idNumber, studentNumber }: SearchedPerson) {
  return {
    name,
    phones: [phone, ...guardians.map((guardian) => guardian.phone)].flatMap((one) => one ?? []),
    ...(idNumber === null ? {} : { idNumber }),
    ...(studentNumber === null ? {} : { studentNumber }),
  };
}
