import type { Statement } from '../platform/statement.ts';
import type { Change } from '../platform/work.ts';
import { newId } from '../platform/ids.ts';
import { insertPersonKeys } from '../platform/person-key.ts';
import { addEntries } from './search-entries.ts';
import { cardPlace, guardianPlace, profilePlace, sealJson } from './sealed.ts';
import * as sql from './sql.ts';
import { insertManyConsents, type NewConsent } from './sql-consents.ts';
import { insertManyGuardians, type NewGuardian } from './sql-family.ts';

/** A person as a roster or a seed knows them, checked already. */
export interface NewPerson {
  readonly id: string;
  readonly siteId: string;
  readonly workerIds: readonly string[];
  readonly groupId: string | null;
  readonly regionCode: string;
  readonly status: string;
  readonly name: string;
  readonly sex: string | null;
  readonly birthDate: string | null;
  readonly idNumber: string | null;
  readonly studentNumber: string | null;
  readonly phone: string | null;
  readonly address: string | null;
  readonly guardian: { id: string; name: string; phone: string | null } | null;
  /** registration; the change's own instant where it is left out */
  readonly createdAt?: Date;
}

/**
 * Registers many persons with few statements: keys, sealed rows, search entries, guardians.
 * @returns each person's wrapped key, by id
 */
export async function registerMany(
  change: Change,
  people: readonly NewPerson[],
): Promise<Map<string, Buffer>> {
  const wrappedKeys = new Map<string, Buffer>();
  if (people.length === 0) return wrappedKeys;
  const { organisationId, keys, now } = change;
  const clients: sql.NewClient[] = [];
  const guardians: NewGuardian[] = [];
  for (const person of people) {
    const { id, siteId, workerIds, guardian } = person;
    const { key, wrapped } = keys.newPersonKey(id);
    wrappedKeys.set(id, wrapped);
    const { name, birthDate, idNumber, studentNumber, phone, address } = person;
    const profile = { idNumber, studentNumber, phone, address, note: null };
    const scope = { organisationId, siteId, workerIds: [...workerIds] };
    clients.push({
      ...scope,
      id,
      groupId: person.groupId,
      regionCode: person.regionCode,
      status: person.status,
      sex: person.sex,
      birthYear: birthDate === null ? null : Number(birthDate.slice(0, 4)),
      card: sealJson(key, { ...cardPlace(id), organisationId }, { name, birthDate }),
      profile: sealJson(key, { ...profilePlace(id), organisationId }, profile),
      now: person.createdAt ?? now,
    });
    if (guardian !== null) {
      const details = { name: guardian.name, phone: guardian.phone };
      const sealed = sealJson(key, { ...guardianPlace(guardian.id), organisationId }, details);
      guardians.push({ ...scope, id: guardian.id, clientId: id, relation: 'other', sealed, now });
    }
  }
  pushAll(change, sql.insertManyClients(clients));
  pushAll(change, insertPersonKeys(organisationId, wrappedKeys));
  await addEntries(change, people);
  pushAll(change, insertManyGuardians(guardians));
  return wrappedKeys;
}

export interface NewGroup {
  readonly id: string;
  readonly parentId: string | null;
  readonly kind: 'school' | 'class';
  readonly name: string;
  readonly grade: string | null;
}

/** Schools and classes of a site, parents first. */
export function registerGroups(change: Change, siteId: string, groups: readonly NewGroup[]): void {
  const { organisationId, now } = change;
  for (const group of groups) change.push(sql.insertGroup({ ...group, organisationId, siteId, now }));
}

/** A guardian's signed form for service, assessment and research, for each person who has a guardian. */
export function recordManyConsents(change: Change, people: readonly NewPerson[], recordedBy: string): void {
  const { organisationId, now } = change;
  const givenOn = (person: NewPerson) => (person.createdAt ?? now).toISOString().slice(0, 10);
  const consents = people.flatMap((person): NewConsent[] => {
    const { id: clientId, siteId, workerIds, guardian } = person;
    if (guardian === null) return [];
    return ['service', 'assessment', 'research'].map((purpose) => ({
      organisationId,
      id: newId(now.getTime()),
      clientId,
      siteId,
      workerIds: [...workerIds],
      purpose,
      givenBy: 'guardian',
      guardianId: guardian.id,
      evidence: 'signed_form',
      sealedNote: null,
      givenOn: givenOn(person),
      expiresOn: null,
      recordedBy,
      now,
    }));
  });
  pushAll(change, insertManyConsents(consents));
}

function pushAll(change: Change, statements: readonly Statement<unknown>[]): void {
  for (const statement of statements) change.push(statement);
}
