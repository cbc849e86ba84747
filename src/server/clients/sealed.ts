import type { OrganisationKeys } from '../platform/keys/keyring.ts';
import { open, type Place, seal, type SealingKey } from '../platform/keys/sealing.ts';

/** What a list shows of a person. */
export interface Card {
  readonly name: string;
  readonly birthDate: string | null;
}

/** The rest of what is known of a person. */
export interface Profile {
  readonly idNumber: string | null;
  readonly studentNumber: string | null;
  readonly phone: string | null;
  readonly address: string | null;
  readonly note: string | null;
}

export interface GuardianDetails {
  readonly name: string;
  readonly phone: string | null;
}

/** What stands in the place of an erased person. */
export const ERASED: Card = { name: '—', birthDate: null };
export const EMPTY_PROFILE: Profile = {
  idNumber: null,
  studentNumber: null,
  phone: null,
  address: null,
  note: null,
};

export function sealJson(key: SealingKey, place: Place, value: object): Buffer {
  return seal(key, place, JSON.stringify(value));
}

/** undefined: the person was erased, so the key is gone. */
export function openJson<Value>(
  keys: OrganisationKeys,
  person: { id: string; wrapped: Buffer | null },
  place: Omit<Place, 'organisationId'>,
  sealed: Buffer | null,
): Value | undefined {
  if (person.wrapped === null || sealed === null) return undefined;
  const key = keys.personKey(person.id, person.wrapped);
  const plain = open(key, { ...place, organisationId: keys.organisationId }, sealed);
  return JSON.parse(plain.toString('utf8')) as Value;
}

/** A person's card, which every list shows; undefined: the person was erased. */
export function openCard(
  keys: OrganisationKeys,
  person: { id: string; wrapped: Buffer | null; card: Buffer | null },
): Card | undefined {
  const { id, wrapped, card } = person;
  if (wrapped === null || card === null) return undefined;
  return keys.openOnce(id, wrapped, card, () =>
    Object.freeze(openJson<Card>(keys, person, cardPlace(id), card)),
  );
}

/** As openCard where persons stand beside each other: a nameless one where it does not open, which is told. */
export function openListedCard(...[keys, person]: Parameters<typeof openCard>): Card {
  return keys.openOr(() => openCard(keys, person), undefined) ?? ERASED;
}

export function cardPlace(clientId: string) {
  return { table: 'client', column: 'card', rowId: clientId };
}

export function profilePlace(clientId: string) {
  return { table: 'client', column: 'profile', rowId: clientId };
}

/** undefined: the person was erased. */
export function openProfile(
  keys: OrganisationKeys,
  person: { id: string; wrapped: Buffer | null },
  profile: Buffer | null,
): Profile | undefined {
  return openJson<Profile>(keys, person, profilePlace(person.id), profile);
}

export function guardianPlace(guardianId: string) {
  return { table: 'guardian', column: 'sealed', rowId: guardianId };
}

export function consentPlace(consentId: string) {
  return { table: 'consent', column: 'sealed_note', rowId: consentId };
}
