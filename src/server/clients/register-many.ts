import type { DocumentKind } from '../../domain/people/identity-document.ts';
import type { Statement } from '../platform/database/statement.ts';
import type { Change } from '../platform/work/work.ts';
import { insertPersonKeys } from '../platform/database/person-key.ts';
import { addEntries, type TakePlaces } from './search-entries.ts';
import { cardPlace, guardianPlace, type Profile, profilePlace, sealJson } from './sealed.ts';
import * as sql from './sql.ts';
import { insertManyGuardians, type NewGuardian } from './sql-family.ts';

/** A person as a roster or a seed knows them, checked already. */
export interface NewPerson {
  readonly id: string;
  readonly siteId: string;
  readonly workerIds: readonly string[];
  readonly classId: string | null;
  readonly regionCode: string;
  readonly status: string;
  readonly name: string;
  readonly sex: string | null;
  readonly birthDate: string | null;
  readonly idKind?: DocumentKind | null;
  readonly idNumber: string | null;
  readonly idCountry?: string | null;
  readonly idNumberConfirmed?: boolean;
  readonly studentNumber: string | null;
  readonly phone: string | null;
  readonly address: string | null;
  readonly guardians: readonly { id: string; relation?: string; name: string; phone: string | null }[];
  /** registration; the change's own instant where it is left out */
  readonly createdAt?: Date;
}

/**
 * Registers many persons with few statements: keys, sealed rows, search entries, guardians.
 * @param take see addEntries
 * @returns each person's wrapped key, by id
 */
export async function registerMany(
  change: Change,
  people: readonly NewPerson[],
  take?: TakePlaces,
): Promise<Map<string, Buffer>> {
  const wrappedKeys = new Map<string, Buffer>();
  if (people.length === 0) return wrappedKeys;
  const { organisationId, keys, now } = change;
  const clients: sql.NewClient[] = [];
  const guardians: NewGuardian[] = [];
  for (const person of people) {
    const { id, siteId, workerIds } = person;
    const { key, wrapped } = keys.newPersonKey(id);
    wrappedKeys.set(id, wrapped);
    const { name, birthDate, idNumber, studentNumber, phone, address } = person;
    const { idKind, idCountry, idNumberConfirmed } = person;
    const profile: Profile = {
      ...(idKind === undefined ? {} : { idKind }),
      idNumber,
      ...(idCountry === undefined ? {} : { idCountry }),
      ...(idNumberConfirmed === true ? { idNumberConfirmed } : {}),
      studentNumber,
      phone,
      address,
      note: null,
    };
    const scope = { organisationId, siteId, workerIds: [...workerIds] };
    clients.push({
      ...scope,
      id,
      classId: person.classId,
      regionCode: person.regionCode,
      status: person.status,
      sex: person.sex,
      birthYear: birthDate === null ? null : Number(birthDate.slice(0, 4)),
      card: sealJson(key, { ...cardPlace(id), organisationId }, { name, birthDate }),
      profile: sealJson(key, { ...profilePlace(id), organisationId }, profile),
      now: person.createdAt ?? now,
    });
    for (const guardian of person.guardians) {
      const details = { name: guardian.name, phone: guardian.phone };
      const sealed = sealJson(key, { ...guardianPlace(guardian.id), organisationId }, details);
      guardians.push({
        ...scope,
        id: guardian.id,
        clientId: id,
        relation: guardian.relation ?? 'other',
        sealed,
        now,
      });
    }
  }
  pushAll(change, sql.insertManyClients(clients));
  pushAll(change, insertPersonKeys(organisationId, wrappedKeys));
  await addEntries(change, people, take);
  pushAll(change, insertManyGuardians(guardians));
  return wrappedKeys;
}

function pushAll(change: Change, statements: readonly Statement<unknown>[]): void {
  for (const statement of statements) change.push(statement);
}
