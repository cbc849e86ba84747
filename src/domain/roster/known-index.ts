import { nameKey } from '../people/person-name.ts';
import type { RosterRow } from './roster-row.ts';
import { mapInSteps, type Steps } from './steps.ts';
import { withoutZeros } from '../people/student-number.ts';

/** What identifies a client who is there already. */
export interface KnownPerson {
  readonly id: string;
  readonly name: string;
  readonly sex: string | null;
  readonly birthDate: string | null;
  readonly idNumber: string | null;
  readonly studentNumber: string | null;
  readonly classId: string | null;
  /** school of the client's class */
  readonly schoolId: string | null;
  readonly guardians: readonly { readonly name: string; readonly phone: string | null }[];
}

/** School and class that a row names; null where it names none. */
export interface Place {
  readonly classId: string | null;
  readonly schoolId: string | null;
}

export interface PlacedRow {
  readonly row: RosterRow;
  readonly place: Place;
}

/** As many as a doubt names. */
export const MOST_CANDIDATES = 10;

/** Names are folded once for each person, not for each pair. */
export interface Guardian {
  readonly nameKey: string | undefined;
  readonly phone: string | null;
}

export interface Wanted extends PlacedRow {
  readonly nameKey: string;
  readonly guardians: readonly Guardian[];
}

export interface Keyed<Known> {
  readonly person: Known;
  readonly nameKey: string;
  readonly guardians: readonly Guardian[];
}

export function asWanted({ row, place }: PlacedRow): Wanted {
  return { row, place, nameKey: nameKey(row.name), guardians: row.guardians.map(asGuardian) };
}

function asGuardian({ name, phone }: { name?: string; phone?: string | null }): Guardian {
  return { nameKey: name === undefined ? undefined : nameKey(name), phone: phone ?? null };
}

export type Group<Known> = ReadonlyMap<string, readonly Keyed<Known>[]>;

export interface KnownIndex<Known> {
  readonly byIdNumber: Group<Known>;
  /** of numbers that differ by leading zeros, one group */
  readonly bySchoolAndNumber: Group<Known>;
  readonly byName: Group<Known>;
  readonly byNameAndClass: Group<Known>;
  readonly byNameAndBirth: Group<Known>;
  readonly byNameAndGuardian: Group<Known>;
  readonly byBirthAndGuardian: Group<Known>;
}

/** By name alone a roster of one name would be compared each with each; what can prove somebody is looked up. */
export function* indexOf<Known extends KnownPerson>(known: readonly Known[]): Steps<KnownIndex<Known>> {
  const keyed = yield* mapInSteps(known, (person) => ({
    person,
    nameKey: nameKey(person.name),
    guardians: person.guardians.map(asGuardian),
  }));
  return {
    byIdNumber: yield* grouped(keyed, ({ person }) => [person.idNumber]),
    bySchoolAndNumber: yield* grouped(keyed, ({ person: { schoolId, studentNumber } }) => [
      studentNumber === null ? null : `${schoolId ?? ''}|${withoutZeros(studentNumber)}`,
    ]),
    byName: yield* grouped(keyed, (one) => [one.nameKey]),
    byNameAndClass: yield* grouped(keyed, (one) => [`${one.nameKey}|${one.person.classId ?? ''}`]),
    byNameAndBirth: yield* grouped(keyed, (one) => [`${one.nameKey}|${one.person.birthDate ?? ''}`]),
    byNameAndGuardian: yield* grouped(keyed, (one) => guardianKeys(one.nameKey, one.guardians)),
    byBirthAndGuardian: yield* grouped(keyed, (one) =>
      guardianKeys(one.person.birthDate ?? '', one.guardians),
    ),
  };
}

function* grouped<Known>(
  keyed: readonly Keyed<Known>[],
  keysOf: (one: Keyed<Known>) => readonly (string | null)[],
): Steps<Group<Known>> {
  const group = new Map<string, Keyed<Known>[]>();
  yield* mapInSteps(keyed, (one) => {
    for (const key of new Set(keysOf(one))) {
      if (key === null) continue;
      const members = group.get(key);
      if (members === undefined) group.set(key, [one]);
      else members.push(one);
    }
  });
  return group;
}

export function guardianKeys(before: string, guardians: readonly Guardian[]): string[] {
  return guardians.flatMap((guardian) => [
    ...(guardian.phone === null ? [] : [`${before}|t${guardian.phone}`]),
    ...(guardian.nameKey === undefined ? [] : [`${before}|n${guardian.nameKey}`]),
  ]);
}

export function* oneByOne<Known>(group: Group<Known>, keys: readonly string[]): Generator<Keyed<Known>> {
  const seen = new Set<Keyed<Known>>();
  for (const key of keys)
    for (const one of group.get(key) ?? []) {
      if (!seen.has(one)) yield one;
      seen.add(one);
    }
}

/** As many as a doubt names: nobody looks for more. */
export function firstOf<Known>(found: Iterable<Keyed<Known>>, isMeant: (one: Keyed<Known>) => boolean) {
  const first: Keyed<Known>[] = [];
  for (const one of found) {
    if (isMeant(one)) first.push(one);
    if (first.length === MOST_CANDIDATES) break;
  }
  return first;
}
