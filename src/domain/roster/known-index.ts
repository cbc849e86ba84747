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

export interface Guardian {
  readonly nameKey: string | undefined;
  readonly phone: string | null;
}

interface Named {
  readonly name: string;
  readonly guardians: readonly { readonly name?: string; readonly phone?: string | null }[];
}

/**
 * Names are folded once for each person, not for each pair; and those of guardians not at all where numbers tell who it is. Rows are wanted one
 * after the other: nobody keeps what was folded of all of them.
 */
abstract class Folded {
  readonly #of: Named;
  #nameKey: string | undefined;
  #guardians: readonly Guardian[] | undefined;

  constructor(of: Named) {
    this.#of = of;
  }

  get nameKey(): string {
    return (this.#nameKey ??= nameKey(this.#of.name));
  }

  get guardians(): readonly Guardian[] {
    return (this.#guardians ??= this.#of.guardians.map(({ name, phone }) => ({
      nameKey: name === undefined ? undefined : nameKey(name),
      phone: phone ?? null,
    })));
  }
}

export class Wanted extends Folded implements PlacedRow {
  readonly row: RosterRow;
  readonly place: Place;

  constructor({ row, place }: PlacedRow) {
    super(row);
    this.row = row;
    this.place = place;
  }
}

export class Keyed<Known extends KnownPerson> extends Folded {
  readonly person: Known;

  constructor(person: Known) {
    super(person);
    this.person = person;
  }
}

export type Group<Known extends KnownPerson> = ReadonlyMap<string, readonly Keyed<Known>[]>;

export interface NumberIndex<Known extends KnownPerson> {
  readonly byIdNumber: Group<Known>;
  /** of numbers that differ by leading zeros, one group */
  readonly bySchoolAndNumber: Group<Known>;
}

export interface NameIndex<Known extends KnownPerson> {
  readonly byName: Group<Known>;
  readonly byNameAndClass: Group<Known>;
  readonly byNameAndBirth: Group<Known>;
  readonly byNameAndGuardian: Group<Known>;
  readonly byBirthAndGuardian: Group<Known>;
}

export function* numbersOf<Known extends KnownPerson>(
  known: readonly Keyed<Known>[],
): Steps<NumberIndex<Known>> {
  return {
    byIdNumber: yield* grouped(known, ({ person }) => [person.idNumber]),
    bySchoolAndNumber: yield* grouped(known, ({ person: { schoolId, studentNumber } }) => [
      studentNumber === null ? null : `${schoolId ?? ''}|${withoutZeros(studentNumber)}`,
    ]),
  };
}

/**
 * By name alone a roster of one name would be compared each with each; what can prove somebody is looked up. Only those who have the
 * name or the birth date of somebody wanted: the keys of all would take more memory than all that is known of them.
 */
export function* namesOf<Known extends KnownPerson>(
  known: readonly Keyed<Known>[],
  wanted: readonly PlacedRow[],
): Steps<NameIndex<Known>> {
  const names = new Set<string>();
  const births = new Set<string | undefined>();
  yield* mapInSteps(wanted, ({ row }) => {
    names.add(nameKey(row.name));
    births.add(row.birthDate);
  });
  const named = (keysOf: (one: Keyed<Known>) => readonly string[]) =>
    grouped(known, (one) => (names.has(one.nameKey) ? keysOf(one) : []));
  return {
    byName: yield* named((one) => [one.nameKey]),
    byNameAndClass: yield* named((one) => [`${one.nameKey}|${one.person.classId ?? ''}`]),
    byNameAndBirth: yield* named((one) => [`${one.nameKey}|${one.person.birthDate ?? ''}`]),
    byNameAndGuardian: yield* named((one) => guardianKeys(one.nameKey, one.guardians)),
    byBirthAndGuardian: yield* grouped(known, (one) => {
      const { birthDate } = one.person;
      return birthDate === null || !births.has(birthDate) ? [] : guardianKeys(birthDate, one.guardians);
    }),
  };
}

function* grouped<Known extends KnownPerson>(
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

export function* oneByOne<Known extends KnownPerson>(
  group: Group<Known>,
  keys: readonly string[],
): Generator<Keyed<Known>> {
  const seen = new Set<Keyed<Known>>();
  for (const key of keys)
    for (const one of group.get(key) ?? []) {
      if (!seen.has(one)) yield one;
      seen.add(one);
    }
}

/** As many as a doubt names: nobody looks for more. */
export function firstOf<Known extends KnownPerson>(
  found: Iterable<Keyed<Known>>,
  isMeant: (one: Keyed<Known>) => boolean,
) {
  const first: Keyed<Known>[] = [];
  for (const one of found) {
    if (isMeant(one)) first.push(one);
    if (first.length === MOST_CANDIDATES) break;
  }
  return first;
}
