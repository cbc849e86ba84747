import type { Statement } from '../platform/database/statement.ts';
import { dayIn } from '../platform/work/organisation-day.ts';
import type { Change } from '../platform/work/work.ts';
import { newId } from '../platform/database/ids.ts';
import { insertRows } from '../platform/database/insert-rows.ts';
import { addEntries } from './search-entries.ts';
import * as sql from './sql.ts';
import { cardPlace, guardianPlace, profilePlace, sealJson } from './sealed.ts';

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
  const clients: unknown[][] = [];
  const personKeys: unknown[][] = [];
  const guardians: unknown[][] = [];
  for (const person of people) {
    const { id, siteId, workerIds, guardian } = person;
    const { key, wrapped } = keys.newPersonKey(id);
    wrappedKeys.set(id, wrapped);
    const createdAt = person.createdAt ?? now;
    const { name, birthDate, idNumber, studentNumber, phone, address } = person;
    const profile = { idNumber, studentNumber, phone, address, note: null };
    personKeys.push([organisationId, id, wrapped]);
    clients.push([
      organisationId,
      id,
      siteId,
      workerIds,
      person.groupId,
      person.regionCode,
      person.status,
      person.sex,
      birthDate === null ? null : Number(birthDate.slice(0, 4)),
      sealJson(key, { ...cardPlace(id), organisationId }, { name, birthDate }),
      sealJson(key, { ...profilePlace(id), organisationId }, profile),
      createdAt,
      createdAt,
    ]);
    if (guardian !== null) {
      const details = { name: guardian.name, phone: guardian.phone };
      const sealed = sealJson(key, { ...guardianPlace(guardian.id), organisationId }, details);
      guardians.push([organisationId, guardian.id, id, siteId, workerIds, 'other', sealed, now, now]);
    }
  }
  pushAll(
    change,
    insertRows(
      'client',
      'organisation_id, id, site_id, worker_ids, group_id, region_code, status, sex, birth_year, card, profile, created_at, updated_at',
      clients,
    ),
  );
  pushAll(change, insertRows('person_key', 'organisation_id, person_id, wrapped', personKeys));
  await addEntries(change, people);
  if (guardians.length > 0) {
    const columns =
      'organisation_id, id, client_id, site_id, worker_ids, relation, sealed, created_at, updated_at';
    pushAll(change, insertRows('guardian', columns, guardians));
  }
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
  const { organisationId, now, timeZone } = change;
  const givenOn = (person: NewPerson) => dayIn(timeZone, person.createdAt ?? now);
  const rows = people.flatMap((person) =>
    person.guardian === null
      ? []
      : ['service', 'assessment', 'research'].map((purpose) => [
          organisationId,
          newId(now.getTime()),
          person.id,
          person.siteId,
          person.workerIds,
          purpose,
          'guardian',
          person.guardian?.id,
          'signed_form',
          givenOn(person),
          recordedBy,
          now,
          now,
        ]),
  );
  if (rows.length === 0) return;
  const columns =
    'organisation_id, id, client_id, site_id, worker_ids, purpose, given_by, guardian_id, evidence, given_on, recorded_by, created_at, updated_at';
  pushAll(change, insertRows('consent', columns, rows));
}

function pushAll(change: Change, statements: readonly Statement<unknown>[]): void {
  for (const statement of statements) change.push(statement);
}
