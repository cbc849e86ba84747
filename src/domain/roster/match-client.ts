import type { RosterRow } from './roster-row.ts';

/** What identifies a client who is there already. */
export interface KnownPerson {
  readonly id: string;
  readonly name: string;
  readonly birthDate: string | null;
  readonly idNumber: string | null;
  readonly studentNumber: string | null;
  readonly classId: string | null;
  /** school of the client's class */
  readonly schoolId: string | null;
}

export type RosterMatch<Known> =
  | { kind: 'new' }
  | { kind: 'known'; known: Known }
  | { kind: 'contradiction'; field: 'idNumber' | 'studentNumber' };

/** Clients by what they are matched by. */
export interface KnownIndex<Known extends KnownPerson> {
  readonly byIdNumber: ReadonlyMap<string, Known>;
  readonly bySchoolAndNumber: ReadonlyMap<string, Known>;
  readonly byClassAndName: ReadonlyMap<string, readonly Known[]>;
}

export function indexKnown<Known extends KnownPerson>(people: readonly Known[]): KnownIndex<Known> {
  const byClassAndName = new Map<string, Known[]>();
  for (const person of people) {
    const key = keyOf(person.classId, person.name);
    byClassAndName.set(key, [...(byClassAndName.get(key) ?? []), person]);
  }
  return {
    byIdNumber: new Map(
      people.flatMap((person) => (person.idNumber === null ? [] : [[person.idNumber, person]])),
    ),
    bySchoolAndNumber: new Map(
      people.flatMap((person) =>
        person.studentNumber === null ? [] : [[keyOf(person.schoolId, person.studentNumber), person]],
      ),
    ),
    byClassAndName,
  };
}

/**
 * Whom a roster row means: the ID number decides, else the student number within the school, else the name within the
 * class where it stands for one person only. A number that belongs to another name is a contradiction, not an update.
 */
export function matchClient<Known extends KnownPerson>(
  row: RosterRow,
  place: { classId: string | null; schoolId: string | null },
  index: KnownIndex<Known>,
): RosterMatch<Known> {
  const byId = row.idNumber === undefined ? undefined : index.byIdNumber.get(row.idNumber);
  if (byId !== undefined) {
    return byId.name === row.name
      ? { kind: 'known', known: byId }
      : { kind: 'contradiction', field: 'idNumber' };
  }
  if (row.studentNumber !== undefined) {
    const byNumber = index.bySchoolAndNumber.get(keyOf(place.schoolId, row.studentNumber));
    if (byNumber !== undefined) {
      const isOther =
        byNumber.name !== row.name ||
        (row.idNumber !== undefined && byNumber.idNumber !== null && byNumber.idNumber !== row.idNumber);
      return isOther ? { kind: 'contradiction', field: 'studentNumber' } : { kind: 'known', known: byNumber };
    }
  }
  if (row.idNumber !== undefined || row.studentNumber !== undefined) return { kind: 'new' };
  const namesakes = (index.byClassAndName.get(keyOf(place.classId, row.name)) ?? []).filter(
    ({ birthDate }) => birthDate === null || row.birthDate === undefined || birthDate === row.birthDate,
  );
  const [only] = namesakes;
  return only !== undefined && namesakes.length === 1 ? { kind: 'known', known: only } : { kind: 'new' };
}

function keyOf(place: string | null, value: string): string {
  return `${place ?? ''}|${value}`;
}
