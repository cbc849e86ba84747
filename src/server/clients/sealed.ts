import type { DocumentKind } from '../../domain/people/identity-document.ts';
import type { OrganisationKeys } from '../platform/keys/keyring.ts';
import type { PersonKey } from '../platform/keys/person-memory.ts';
import { open, type Place, seal, type SealingKey } from '../platform/keys/sealing.ts';

/** What a list shows of a person. */
export interface Card {
  readonly name: string;
  readonly birthDate: string | null;
}

/** The rest of what is known of a person. */
export interface Profile {
  /** older records do not have it */
  readonly idKind?: DocumentKind | null;
  readonly idNumber: string | null;
  readonly idCountry?: string | null;
  readonly idNumberConfirmed?: boolean;
  readonly studentNumber: string | null;
  readonly phone: string | null;
  readonly address: string | null;
  readonly note: string | null;
}

export interface GuardianDetails {
  readonly name: string;
  readonly phone: string | null;
}

/** What stands in the place of a name that is gone or does not open. */
export const NAMELESS = '—';
/** What stands in the place of an erased person. */
export const ERASED: Card = { name: NAMELESS, birthDate: null };
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

/** undefined: the person was erased, so the key is gone; with `keys.beside` also what does not open. */
export function openJson<Value>(
  keys: OrganisationKeys,
  person: { id: string; wrapped: PersonKey | null },
  place: Omit<Place, 'organisationId'>,
  sealed: Buffer | null,
): Value | undefined {
  const { id, wrapped } = person;
  if (wrapped === null || sealed === null) return undefined;
  return keys.opened(() => openNow<Value>(keys, { id, wrapped }, place, sealed));
}

/** @throws SealBroken whatever the keys are */
function openNow<Value>(
  keys: OrganisationKeys,
  { id, wrapped }: { id: string; wrapped: PersonKey },
  place: Omit<Place, 'organisationId'>,
  sealed: Buffer,
): Value {
  const plain = open(keys.personKey(id, wrapped), { ...place, organisationId: keys.organisationId }, sealed);
  return JSON.parse(plain.toString('utf8')) as Value;
}

/** A person's card, which every list shows; undefined as openJson is. */
export function openCard(
  keys: OrganisationKeys,
  person: { id: string; wrapped: PersonKey | null; card: Buffer | null },
): Card | undefined {
  const { id, wrapped, card } = person;
  if (wrapped === null || card === null) return undefined;
  return keys.opened(() =>
    keys.openOnce(id, wrapped, card, () =>
      Object.freeze(openNow<Card>(keys, { id, wrapped }, cardPlace(id), card)),
    ),
  );
}

/** As openCard where persons stand beside each other: a nameless one where it does not open. */
export function openListedCard(...[keys, person]: Parameters<typeof openCard>): Card {
  return openCard(keys.beside, person) ?? ERASED;
}

export function cardPlace(clientId: string) {
  return { table: 'client', column: 'card', rowId: clientId };
}

export function profilePlace(clientId: string) {
  return { table: 'client', column: 'profile', rowId: clientId };
}

/** undefined as openJson is. */
export function openProfile(
  keys: OrganisationKeys,
  person: { id: string; wrapped: PersonKey | null },
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
