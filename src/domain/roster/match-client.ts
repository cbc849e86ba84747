import { mapInSteps, type Steps } from './steps.ts';
import {
  firstOf,
  type Guardian,
  guardianKeys,
  Keyed,
  type KnownPerson,
  MOST_CANDIDATES,
  type NameIndex,
  namesOf,
  type NumberIndex,
  numbersOf,
  oneByOne,
  type PlacedRow,
  Wanted,
} from './known-index.ts';
import { withoutZeros } from '../people/student-number.ts';

/** Why somebody has to decide whom a row means. */
export type Doubt =
  | 'id_number'
  | 'student_number'
  | 'student_number_zeros'
  | 'id_check_digit'
  | 'same_in_file'
  | 'other_name'
  | 'corrected'
  | 'elsewhere'
  | 'namesakes'
  | 'claimed_twice';

export type RosterMatch<Known> =
  | { readonly kind: 'new' }
  | { readonly kind: 'known'; readonly known: Known }
  | Undecided<Known>;

interface Undecided<Known> {
  readonly kind: 'undecided';
  readonly because: Doubt;
  /** at most ten, those of the class first: whoever decides among more is helped by a better file, not by a longer list */
  readonly candidates: readonly Known[];
}

/**
 * Whom each row of a roster means. A number decides where the name is the same; else the name, with birth date or guardian where it is
 * not enough. Nothing is guessed: a number under another name, a name that several have, a namesake of whom one value differs (a
 * correction, or somebody else), a student number in which only zeros differ, another name with the same birth date and guardian (a twin, or a correction), and somebody known
 * elsewhere are for a person to decide. Nobody is claimed by two rows.
 * @returns one for each row, in their order
 */
export function* matchRows<Known extends KnownPerson>(
  rows: readonly PlacedRow[],
  known: readonly Known[],
): Steps<RosterMatch<Known>[]> {
  const keyed = known.map((person) => new Keyed(person));
  const numbers = yield* numbersOf(keyed);
  const numbered = yield* mapInSteps(rows, (placed) => byNumber(new Wanted(placed), numbers));
  const index = yield* namesOf(
    keyed,
    rows.filter((_, at) => numbered[at] === undefined),
  );
  const sure = yield* mapInSteps(rows, (placed, at) => numbered[at] ?? byProof(new Wanted(placed), index));
  const proven = new Set(claimsOf(sure).keys());
  const named = yield* mapInSteps(
    rows,
    (placed, at) => sure[at] ?? byNameAlone(new Wanted(placed), index, proven),
  );
  const claims = claimsOf(named);
  return yield* mapInSteps(rows, (placed, at): RosterMatch<Known> => {
    const match = named[at];
    if (match?.kind === 'known' && (claims.get(match.known.id)?.length ?? 0) > 1)
      return { kind: 'undecided', because: 'claimed_twice', candidates: [match.known] };
    if (match !== undefined) return match;
    const one = new Wanted(placed);
    return corrected(one, index, claims) ?? ofFamily(one, index, claims) ?? NEW;
  });
}

const NEW = { kind: 'new' } as const;

function claimsOf<Known extends KnownPerson>(
  matches: readonly (RosterMatch<Known> | undefined)[],
): Map<string, Known[]> {
  return Map.groupBy(
    matches.flatMap((match) => (match?.kind === 'known' ? [match.known] : [])),
    ({ id }) => id,
  );
}

/** undefined: no number of the row is known */
function byNumber<Known extends KnownPerson>(
  wanted: Wanted,
  { byIdNumber, bySchoolAndNumber }: NumberIndex<Known>,
): RosterMatch<Known> | undefined {
  const { row, place } = wanted;
  const holders = row.idNumber === undefined ? [] : (byIdNumber.get(row.idNumber) ?? []);
  const [holder] = holders;
  if (holder !== undefined)
    return holders.length === 1 && holder.nameKey === wanted.nameKey
      ? { kind: 'known', known: holder.person }
      : undecided('id_number', holders);
  if (row.studentNumber === undefined) return undefined;
  const like = bySchoolAndNumber.get(`${place.schoolId ?? ''}|${withoutZeros(row.studentNumber)}`) ?? [];
  const pupils = like.filter(({ person }) => person.studentNumber === row.studentNumber);
  const namesakes = like.filter((one) => !pupils.includes(one) && one.nameKey === wanted.nameKey);
  if (namesakes.length > 0) return undecided('student_number_zeros', [...pupils, ...namesakes]);
  const [pupil] = pupils;
  if (pupil === undefined) return undefined;
  return pupils.length === 1 && pupil.nameKey === wanted.nameKey && contradictions(wanted, pupil) === 0
    ? { kind: 'known', known: pupil.person }
    : undecided('student_number', pupils);
}

/** undefined: nobody of this name is proven by birth date or guardian */
function byProof<Known extends KnownPerson>(
  wanted: Wanted,
  index: NameIndex<Known>,
): RosterMatch<Known> | undefined {
  const { row, place } = wanted;
  const born =
    row.birthDate === undefined ? [] : index.byNameAndBirth.get(`${wanted.nameKey}|${row.birthDate}`);
  const kept = oneByOne(index.byNameAndGuardian, guardianKeys(wanted.nameKey, wanted.guardians));
  const proven = [
    ...new Set([
      ...firstOf(born ?? [], (one) => contradictions(wanted, one) === 0),
      ...firstOf(kept, (one) => contradictions(wanted, one) === 0 && hasProvenGuardian(wanted, one)),
    ]),
  ];
  if (proven.length === 0) return undefined;
  const here = proven.filter(({ person }) => person.classId === place.classId);
  const others = proven.filter((one) => !here.includes(one));
  const [one] = here.length > 0 ? here : others;
  if (one === undefined || here.length > 1) return undecided('namesakes', proven);
  if (here.length === 0) {
    // a namesake in the class, of whom less is known, may be the one just as well
    const rivals = firstOf(
      ofClass(wanted, index),
      (other) => contradictions(wanted, other) === 0 || haveCommonGuardian(wanted, other),
    );
    if (others.length > 1 || rivals.length > 0) return undecided('namesakes', [...rivals, ...others]);
  } else if (others.some((other) => !isProvenNoLess(wanted, one, other)))
    return undecided('namesakes', proven);
  return isMoveCertain(wanted, one) ? { kind: 'known', known: one.person } : undecided('elsewhere', [one]);
}

function ofClass<Known extends KnownPerson>(
  { nameKey: name, place }: Wanted,
  { byNameAndClass }: NameIndex<Known>,
) {
  return byNameAndClass.get(`${name}|${place.classId ?? ''}`) ?? [];
}

/** undefined: nobody has this name who could be meant */
function byNameAlone<Known extends KnownPerson>(
  wanted: Wanted,
  index: NameIndex<Known>,
  claimed: ReadonlySet<string>,
): RosterMatch<Known> | undefined {
  const here = firstOf(ofClass(wanted, index), (one) => contradictions(wanted, one) === 0);
  const [only] = here;
  if (only !== undefined) {
    const others = correctedAmong(wanted, index, claimed, here.length);
    // in one class a name is enough where one has it, and nothing says that it is another child
    const isEnough =
      here.length === 1 &&
      others.length === 0 &&
      wanted.place.classId !== null &&
      !hasOtherGuardians(wanted, only);
    return isEnough ? { kind: 'known', known: only.person } : undecided('namesakes', [...here, ...others]);
  }
  // somebody of this name at another school is somebody else
  const elsewhere = firstOf(
    index.byName.get(wanted.nameKey) ?? [],
    (one) => !isOfAnotherSchool(wanted, one) && contradictions(wanted, one) === 0,
  );
  if (elsewhere.length === 0) return undefined;
  const others = correctedAmong(wanted, index, claimed, elsewhere.length);
  return undecided(others.length === 0 ? 'elsewhere' : 'namesakes', [...others, ...elsewhere]);
}

/** undefined: no namesake's value seems to be corrected by the row */
function corrected<Known extends KnownPerson>(
  wanted: Wanted,
  index: NameIndex<Known>,
  claimed: { has: (id: string) => boolean },
): RosterMatch<Known> | undefined {
  const found = correctedAmong(wanted, index, claimed);
  if (found.length === 0) return undefined;
  const isElsewhere = found.every(
    (one) => isOfAnotherSchool(wanted, one) && !haveCommonTelephone(wanted, one),
  );
  return undecided(isElsewhere ? 'elsewhere' : 'corrected', found);
}

/** @param already how many candidates there are: beside as many as a doubt names, nobody looks for more */
function correctedAmong<Known extends KnownPerson>(
  wanted: Wanted,
  index: NameIndex<Known>,
  claimed: { has: (id: string) => boolean },
  already = 0,
): Keyed<Known>[] {
  if (already >= MOST_CANDIDATES) return [];
  const namesakes = index.byName.get(wanted.nameKey) ?? [];
  return firstOf(namesakes, (one) => !claimed.has(one.person.id) && isPerhapsCorrected(wanted, one));
}

/** Of one who is near, one value may have been wrong; several only with the same guardian, since an ID number carries birth date and sex. */
function isPerhapsCorrected(wanted: Wanted, one: Keyed<KnownPerson>): boolean {
  const count = contradictions(wanted, one);
  if (count === 0) return false;
  if (hasProvenGuardian(wanted, one)) return true;
  if (count > 1) return false;
  if (isInClass(wanted, one)) return true;
  const { row } = wanted;
  const isSexOther = differs(row.sex, one.person.sex);
  return !isSexOther && row.birthDate !== undefined && row.birthDate === one.person.birthDate;
}

function ofFamily<Known extends KnownPerson>(
  wanted: Wanted,
  index: NameIndex<Known>,
  claimed: { has: (id: string) => boolean },
): RosterMatch<Known> | undefined {
  const { birthDate } = wanted.row;
  if (birthDate === undefined) return undefined;
  const found = firstOf(
    oneByOne(index.byBirthAndGuardian, guardianKeys(birthDate, wanted.guardians)),
    (one) =>
      !claimed.has(one.person.id) &&
      contradictions(wanted, one) === 0 &&
      haveCommonGuardian(wanted, one) &&
      !isOfAnotherSchool(wanted, one),
  );
  return found.length === 0 ? undefined : undecided('other_name', found);
}

function undecided<Known extends KnownPerson>(
  because: Doubt,
  found: readonly Keyed<Known>[],
): Undecided<Known> {
  const candidates = [...new Set(found)].slice(0, MOST_CANDIDATES).map(({ person }) => person);
  return { kind: 'undecided', because, candidates };
}

function differs(said: string | undefined, known: string | null): boolean {
  return said !== undefined && known !== null && said !== known;
}

/** How many values are two different ones; a student number counts within its school. */
function contradictions({ row, place }: PlacedRow, { person }: Keyed<KnownPerson>): number {
  const isOneSchool = place.schoolId === person.schoolId;
  return (
    Number(differs(row.idNumber, person.idNumber)) +
    Number(differs(row.birthDate, person.birthDate)) +
    Number(differs(row.sex, person.sex)) +
    Number(isOneSchool && differs(row.studentNumber, person.studentNumber))
  );
}

/** Many are called as somebody's guardian is: outside of the class only a telephone proves. */
function hasProvenGuardian(wanted: Wanted, one: Keyed<KnownPerson>): boolean {
  return (
    haveCommonTelephone(wanted, one) ||
    (one.person.classId === wanted.place.classId && haveCommonGuardian(wanted, one))
  );
}

/** Whatever proves the other proves this one too. */
function isProvenNoLess<Known extends KnownPerson>(
  wanted: Wanted,
  one: Keyed<Known>,
  other: Keyed<Known>,
): boolean {
  const { birthDate } = wanted.row;
  const isBorn = ({ person }: Keyed<Known>) => birthDate !== undefined && person.birthDate === birthDate;
  return (
    (isBorn(one) || !isBorn(other)) && (hasProvenGuardian(wanted, one) || !hasProvenGuardian(wanted, other))
  );
}

/** From one school to another only a telephone moves; and a file that names no school moves nobody out of one. */
function isMoveCertain(wanted: Wanted, one: Keyed<KnownPerson>): boolean {
  const { place } = wanted;
  if (place.schoolId === null) return one.person.schoolId === null || place.classId === null;
  return !isOfAnotherSchool(wanted, one) || haveCommonTelephone(wanted, one);
}

function isOfAnotherSchool({ place }: Wanted, { person: { schoolId } }: Keyed<KnownPerson>): boolean {
  return place.schoolId !== null && schoolId !== null && schoolId !== place.schoolId;
}

/** In the same class, or school or site where one of both has no class. */
function isInClass({ place }: Wanted, { person }: Keyed<KnownPerson>): boolean {
  if (place.classId === person.classId || place.classId === null || person.classId === null) return true;
  const isSchoolAlone = place.classId === place.schoolId || person.classId === person.schoolId;
  return isSchoolAlone && place.schoolId === person.schoolId;
}

function hasOtherGuardians(wanted: Wanted, one: Keyed<KnownPerson>): boolean {
  return wanted.guardians.length > 0 && one.guardians.length > 0 && !haveCommonGuardian(wanted, one);
}

function haveCommonTelephone({ guardians }: Wanted, one: Keyed<KnownPerson>): boolean {
  return guardians.some(
    ({ phone }) => phone !== null && one.guardians.some((other) => other.phone === phone),
  );
}

function haveCommonGuardian({ guardians }: Wanted, one: Keyed<KnownPerson>): boolean {
  return guardians.some((guardian) => one.guardians.some((other) => isSame(guardian, other)));
}

/** By telephone where both have one, else by name. */
function isSame(left: Guardian, right: Guardian): boolean {
  if (left.phone !== null && right.phone !== null) return left.phone === right.phone;
  return left.nameKey !== undefined && left.nameKey === right.nameKey;
}
