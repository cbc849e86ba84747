import { nameKey } from '../people/person-name.ts';
import type { RosterGuardian, RosterRow } from './roster-row.ts';

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

/** Why somebody has to decide whom a row means. */
export type Doubt =
  | 'id_number'
  | 'student_number'
  | 'other_name'
  | 'elsewhere'
  | 'namesakes'
  | 'claimed_twice';

export type RosterMatch<Known> =
  | { readonly kind: 'new' }
  | { readonly kind: 'known'; readonly known: Known }
  | { readonly kind: 'undecided'; readonly because: Doubt; readonly candidates: readonly Known[] };

/**
 * Whom each row of a roster means. A number decides where the name is the same; else the name, with birth date or guardian where it is
 * not enough. Nothing is guessed: a number under another name, a name that several have, another name with the same birth date and
 * guardian (a twin, or a correction), and somebody known elsewhere are for a person to decide. Nobody is claimed by two rows.
 * @returns one for each row, in their order
 */
export function matchRows<Known extends KnownPerson>(
  rows: readonly PlacedRow[],
  known: readonly Known[],
): RosterMatch<Known>[] {
  const index = indexOf(known);
  const named = rows.map((placed) => byNumber(placed, index) ?? byName(placed, index));
  const claims = Map.groupBy(
    named.flatMap((match) => (match?.kind === 'known' ? [match.known] : [])),
    ({ id }) => id,
  );
  return named.map((match, at) => {
    if (match?.kind === 'known' && (claims.get(match.known.id)?.length ?? 0) > 1)
      return { kind: 'undecided', because: 'claimed_twice', candidates: [match.known] };
    const placed = rows[at];
    if (match !== undefined || placed === undefined) return match ?? { kind: 'new' };
    const others = index.byBirth
      .get(placed.row.birthDate ?? '')
      ?.filter((person) => !claims.has(person.id) && isOfOneFamily(placed, person));
    return others === undefined || others.length === 0
      ? { kind: 'new' }
      : { kind: 'undecided', because: 'other_name', candidates: others };
  });
}

interface KnownIndex<Known> {
  readonly byIdNumber: ReadonlyMap<string, readonly Known[]>;
  readonly bySchoolAndNumber: ReadonlyMap<string, readonly Known[]>;
  readonly byName: ReadonlyMap<string, readonly Known[]>;
  readonly byBirth: ReadonlyMap<string, readonly Known[]>;
}

function indexOf<Known extends KnownPerson>(known: readonly Known[]): KnownIndex<Known> {
  const by = (keyOf: (person: Known) => string | null) =>
    Map.groupBy(
      known.filter((person) => keyOf(person) !== null),
      (person) => keyOf(person) ?? '',
    );
  return {
    byIdNumber: by(({ idNumber }) => idNumber),
    bySchoolAndNumber: by(({ schoolId, studentNumber }) =>
      studentNumber === null ? null : `${schoolId ?? ''}|${studentNumber}`,
    ),
    byName: by(({ name }) => nameKey(name)),
    byBirth: by(({ birthDate }) => birthDate),
  };
}

/** undefined: no number of the row is known */
function byNumber<Known extends KnownPerson>(
  { row, place }: PlacedRow,
  { byIdNumber, bySchoolAndNumber }: KnownIndex<Known>,
): RosterMatch<Known> | undefined {
  const holders = row.idNumber === undefined ? [] : (byIdNumber.get(row.idNumber) ?? []);
  if (holders.length > 0) {
    const [holder, ...others] = holders.filter((person) => isNamedAlike(row, person));
    return holder !== undefined && others.length === 0 && holders.length === 1
      ? { kind: 'known', known: holder }
      : { kind: 'undecided', because: 'id_number', candidates: holders };
  }
  if (row.studentNumber === undefined) return undefined;
  const pupils = bySchoolAndNumber.get(`${place.schoolId ?? ''}|${row.studentNumber}`) ?? [];
  const [pupil] = pupils;
  if (pupil === undefined) return undefined;
  return pupils.length === 1 && isNamedAlike(row, pupil) && !contradicts({ row, place }, pupil)
    ? { kind: 'known', known: pupil }
    : { kind: 'undecided', because: 'student_number', candidates: pupils };
}

/** undefined: nobody has this name who could be meant */
function byName<Known extends KnownPerson>(
  placed: PlacedRow,
  index: KnownIndex<Known>,
): RosterMatch<Known> | undefined {
  const { row, place } = placed;
  const namesakes = (index.byName.get(nameKey(row.name)) ?? []).filter(
    (person) => !contradicts(placed, person),
  );
  if (namesakes.length === 0) return undefined;
  const here = namesakes.filter(({ classId }) => classId === place.classId);
  const proven = (here.length > 0 ? here : namesakes).filter((person) => isProven(row, person));
  const [person] = proven;
  if (person !== undefined && proven.length === 1)
    return isOfASchool(person, place) ? { kind: 'known', known: person } : undecided('elsewhere', proven);
  if (proven.length > 1) return undecided('namesakes', proven);
  if (here.length > 0) return amongClass(row, here, place);
  const elsewhere = namesakes.filter(
    ({ schoolId }) => place.schoolId === null || schoolId === null || schoolId === place.schoolId,
  );
  // somebody of this name at another school is somebody else
  return elsewhere.length === 0 ? undefined : undecided('elsewhere', elsewhere);
}

/** In one class a name is enough where one has it, and nothing says that it is another child. */
function amongClass<Known extends KnownPerson>(
  row: RosterRow,
  here: readonly Known[],
  { classId }: Place,
): RosterMatch<Known> {
  const [only] = here;
  const isEnough = here.length === 1 && classId !== null && !hasOtherGuardians(row, only);
  return isEnough && only !== undefined ? { kind: 'known', known: only } : undecided('namesakes', here);
}

function undecided<Known>(because: Doubt, candidates: readonly Known[]): RosterMatch<Known> {
  return { kind: 'undecided', because, candidates };
}

function isNamedAlike(row: RosterRow, person: KnownPerson): boolean {
  return nameKey(row.name) === nameKey(person.name);
}

/** Two different numbers or birth dates are two persons; a student number counts within its school. */
function contradicts({ row, place }: PlacedRow, person: KnownPerson): boolean {
  const differs = (said: string | undefined, known: string | null) =>
    said !== undefined && known !== null && said !== known;
  return (
    differs(row.idNumber, person.idNumber) ||
    differs(row.birthDate, person.birthDate) ||
    (place.schoolId === person.schoolId && differs(row.studentNumber, person.studentNumber))
  );
}

/** A name with the same birth date, or with a guardian in common. */
function isProven(row: RosterRow, person: KnownPerson): boolean {
  return (
    (row.birthDate !== undefined && row.birthDate === person.birthDate) || haveCommonGuardian(row, person)
  );
}

/** A file that names no school moves nobody out of one. */
function isOfASchool({ schoolId }: KnownPerson, place: Place): boolean {
  return place.schoolId !== null || schoolId === null || place.classId === null;
}

function hasOtherGuardians(row: RosterRow, person: KnownPerson | undefined): boolean {
  return (
    person !== undefined &&
    row.guardians.length > 0 &&
    person.guardians.length > 0 &&
    !haveCommonGuardian(row, person)
  );
}

function isOfOneFamily({ row, place }: PlacedRow, person: KnownPerson): boolean {
  return (
    !contradicts({ row, place }, person) &&
    haveCommonGuardian(row, person) &&
    (person.schoolId === place.schoolId || place.schoolId === null || person.schoolId === null)
  );
}

function haveCommonGuardian({ guardians }: RosterRow, person: KnownPerson): boolean {
  return guardians.some((guardian) => person.guardians.some((other) => isSame(guardian, other)));
}

/** By telephone where both have one, else by name. */
function isSame({ name, phone }: RosterGuardian, other: { name: string; phone: string | null }): boolean {
  if (phone !== undefined && other.phone !== null) return phone === other.phone;
  return name !== undefined && nameKey(name) === nameKey(other.name);
}
