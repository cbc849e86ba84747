import { nameKey } from '../people/person-name.ts';
import type { PlacedRow } from './known-index.ts';
import type { RosterMatch } from './match-client.ts';
import type { RosterRow } from './roster-row.ts';
import { mapInSteps, type Steps } from './steps.ts';
import { withoutZeros } from '../people/student-number.ts';

/** So many rows of one name in one class are compared with each other; no class has more. */
const MOST_COMPARED = 200;

interface Compared extends PlacedRow {
  readonly at: number;
  readonly nameKey: string;
  readonly isKnown: boolean;
}

/**
 * Rows that would be somebody new though another row of the file may mean the same child: an earlier one, or one that means
 * somebody on record. They have a student number in common, or name and birth date, or name and class where nothing tells them
 * apart. What two rows number or date differently are two.
 * @returns by the row's index, the row that may mean the same
 */
export function* sameInFile(
  rows: readonly PlacedRow[],
  matches: readonly RosterMatch<unknown>[],
): Steps<Map<number, RosterRow>> {
  const compared = yield* mapInSteps(rows, (placed, at): Compared => ({
    ...placed,
    at,
    nameKey: nameKey(placed.row.name),
    isKnown: matches[at]?.kind === 'known',
  }));
  const groups = { number: new Groups(), born: new Groups(), class: new Groups() };
  yield* mapInSteps(compared, (one) => {
    for (const [kind, outer, inner] of keysOf(one)) groups[kind].add(outer, inner, one);
  });
  const same = new Map<number, RosterRow>();
  yield* mapInSteps(compared, (one) => {
    if (matches[one.at]?.kind !== 'new') return;
    const others = keysOf(one).flatMap(([kind, outer, inner]) => groups[kind].of(outer, inner));
    const other = others.find(
      (candidate) => (candidate.isKnown || candidate.at < one.at) && mayBeOne(one, candidate),
    );
    if (other !== undefined) same.set(one.at, other.row);
  });
  return same;
}

/** Rows by two things that they have in common: a text of both for each row would take as much memory as all rows do. */
class Groups {
  readonly #groups = new Map<string | null, Map<string, Compared[]>>();

  add(outer: string | null, inner: string, one: Compared): void {
    const groups = this.#groups.get(outer) ?? new Map<string, Compared[]>();
    this.#groups.set(outer, groups);
    const group = groups.get(inner);
    if (group === undefined) groups.set(inner, [one]);
    else if (group.length < MOST_COMPARED) group.push(one);
  }

  of(outer: string | null, inner: string): readonly Compared[] {
    return this.#groups.get(outer)?.get(inner) ?? [];
  }
}

type Key = readonly [kind: 'number' | 'born' | 'class', outer: string | null, inner: string];

function keysOf({ row, place, nameKey: name }: Compared): Key[] {
  const number = row.studentNumber === undefined ? undefined : withoutZeros(row.studentNumber);
  return [
    ...(number === undefined ? [] : [['number', place.schoolId, number] as const]),
    ...(row.birthDate === undefined ? [] : [['born', row.birthDate, name] as const]),
    ['class', place.classId, name],
  ];
}

function mayBeOne(one: Compared, other: Compared): boolean {
  if (one.at === other.at) return false;
  const isOneSchool = one.place.schoolId === other.place.schoolId;
  const numbers = [one.row.studentNumber, other.row.studentNumber] as const;
  if (one.nameKey !== other.nameKey)
    return isOneSchool && numbers[0] !== undefined && numbers[0] === numbers[1];
  const isOtherNumber =
    isOneSchool && differ(numbers[0] && withoutZeros(numbers[0]), numbers[1] && withoutZeros(numbers[1]));
  if (isOtherNumber || differ(one.row.idNumber, other.row.idNumber)) return false;
  if (differ(one.row.birthDate, other.row.birthDate) || differ(one.row.sex, other.row.sex)) return false;
  if (one.row.birthDate !== undefined && other.row.birthDate !== undefined) return true;
  if (isOneSchool && numbers[0] !== undefined && numbers[1] !== undefined) return true;
  return one.place.classId === other.place.classId && !haveOtherGuardians(one.row, other.row);
}

function differ(one: string | undefined, other: string | undefined): boolean {
  return one !== undefined && other !== undefined && one !== other;
}

/** In one class two of a name whose guardians are others are two. */
function haveOtherGuardians({ guardians }: RosterRow, { guardians: others }: RosterRow): boolean {
  if (guardians.length === 0 || others.length === 0) return false;
  return !guardians.some(({ name, phone }) =>
    others.some((other) =>
      phone !== undefined && other.phone !== undefined
        ? phone === other.phone
        : name !== undefined && other.name !== undefined && nameKey(name) === nameKey(other.name),
    ),
  );
}
