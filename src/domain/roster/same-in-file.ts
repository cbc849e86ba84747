import { nameKey } from '../people/person-name.ts';
import type { PlacedRow } from './known-index.ts';
import type { RosterMatch } from './match-client.ts';
import type { RosterRow } from './roster-row.ts';
import { mapInSteps, type Steps } from './steps.ts';
import { digestOf } from './text-digest.ts';
import { withoutZeros } from '../people/student-number.ts';

/** So many rows of one name in one class are compared with each other; no class has more. */
const MOST_COMPARED = 200;

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
  const compared = new ComparedRows(rows.length);
  yield* mapInSteps(rows, (placed, at) => compared.set(at, placed));
  const groups = compared.groups();
  const isKnown = (at: number) => matches[at]?.kind === 'known';
  const same = new Map<number, RosterRow>();
  yield* mapInSteps(rows, (_, at) => {
    if (matches[at]?.kind !== 'new') return;
    const others = groups.flatMap((group) => group.with(at));
    const other = others.find(
      (candidate) => (isKnown(candidate) || candidate < at) && mayBeOne(rows, compared, at, candidate),
    );
    if (other !== undefined) same.set(at, (rows[other] as PlacedRow).row);
  });
  return same;
}

/** What rows are compared by, as digests beside each other: of a hundred thousand rows the texts take more memory than the file. NaN is what a row does not say. */
class ComparedRows {
  readonly names: Float64Array;
  readonly studentNumbers: Float64Array;
  /** without the zeros before them */
  readonly shortNumbers: Float64Array;
  readonly idNumbers: Float64Array;
  readonly births: Float64Array;
  readonly sexes: Float64Array;
  readonly #schools: Float64Array;
  readonly #classes: Float64Array;

  constructor(length: number) {
    const column = () => new Float64Array(length);
    this.names = column();
    this.studentNumbers = column();
    this.shortNumbers = column();
    this.idNumbers = column();
    this.births = column();
    this.sexes = column();
    this.#schools = column();
    this.#classes = column();
  }

  set(at: number, { row, place }: PlacedRow): void {
    const { studentNumber } = row;
    this.names[at] = digestOf(nameKey(row.name));
    this.studentNumbers[at] = digestOfSaid(studentNumber);
    this.shortNumbers[at] = digestOfSaid(
      studentNumber === undefined ? undefined : withoutZeros(studentNumber),
    );
    this.idNumbers[at] = digestOfSaid(row.idNumber);
    this.births[at] = digestOfSaid(row.birthDate);
    this.sexes[at] = digestOfSaid(row.sex);
    this.#schools[at] = digestOf(place.schoolId ?? '');
    this.#classes[at] = digestOf(place.classId ?? '');
  }

  groups(): Groups[] {
    return [
      new Groups(this.#schools, this.shortNumbers),
      new Groups(this.births, this.names),
      new Groups(this.#classes, this.names),
    ];
  }

  isOneSchool(one: number, other: number): boolean {
    return this.#schools[one] === this.#schools[other];
  }

  isOneClass(one: number, other: number): boolean {
    return this.#classes[one] === this.#classes[other];
  }
}

function digestOfSaid(text: string | undefined): number {
  return text === undefined ? Number.NaN : digestOf(text);
}

/** More rows than a file has. */
const MOST_ROWS = 2 ** 20;
const GROUPS = 2 ** 33;

/** Rows that have two things in common: their indexes, sorted by what that is. */
class Groups {
  readonly #keys: Float64Array;
  readonly #sorted: Float64Array;

  constructor(outer: Float64Array, inner: Float64Array) {
    this.#keys = outer.map(
      (value, at) => (((value % GROUPS) + ((inner[at] ?? 0) % GROUPS) * 3) % GROUPS) * MOST_ROWS + at,
    );
    this.#sorted = this.#keys.filter((key) => !Number.isNaN(key)).sort();
  }

  /** Those of the row's group, the row itself among them; others may be too, whose digests are alike. */
  with(at: number): number[] {
    const key = this.#keys[at] ?? Number.NaN;
    if (Number.isNaN(key)) return [];
    const begin = Math.floor(key / MOST_ROWS) * MOST_ROWS;
    const found: number[] = [];
    for (let next = this.#firstFrom(begin); found.length < MOST_COMPARED; next += 1) {
      const index = (this.#sorted[next] ?? Number.POSITIVE_INFINITY) - begin;
      if (index >= MOST_ROWS) break;
      found.push(index);
    }
    return found;
  }

  #firstFrom(key: number): number {
    let [low, high] = [0, this.#sorted.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#sorted[middle] ?? 0) < key) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

function mayBeOne(rows: readonly PlacedRow[], compared: ComparedRows, one: number, other: number): boolean {
  if (one === other) return false;
  const { names, studentNumbers, shortNumbers, idNumbers, births, sexes } = compared;
  const differ = (digests: Float64Array) => isSaid(digests, one, other) && digests[one] !== digests[other];
  const isOneSchool = compared.isOneSchool(one, other);
  if (names[one] !== names[other]) return isOneSchool && studentNumbers[one] === studentNumbers[other];
  if ((isOneSchool && differ(shortNumbers)) || differ(idNumbers)) return false;
  if (differ(births) || differ(sexes)) return false;
  if (isSaid(births, one, other)) return true;
  if (isOneSchool && isSaid(studentNumbers, one, other)) return true;
  return (
    compared.isOneClass(one, other) &&
    !haveOtherGuardians((rows[one] as PlacedRow).row, (rows[other] as PlacedRow).row)
  );
}

/** By both rows. */
function isSaid(digests: Float64Array, one: number, other: number): boolean {
  return !Number.isNaN(digests[one]) && !Number.isNaN(digests[other]);
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
