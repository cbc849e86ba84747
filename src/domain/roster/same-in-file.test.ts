import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { sameInFile } from '../../../test/all-at-once.ts';
import type { PlacedRow } from './known-index.ts';
import type { RosterMatch } from './match-client.ts';
import type { RosterRow } from './roster-row.ts';

const known = { kind: 'known', known: {} } as const;
const fresh = { kind: 'new' } as const;

const placedRow: fc.Arbitrary<PlacedRow> = fc
  .record({
    name: fc.constantFrom('王伟', '王 伟', '李娜'),
    birthDate: fc.constantFrom('2014-02-03', '2015-09-09', undefined),
    studentNumber: fc.constantFrom('7', '007', '8', undefined),
    idNumber: fc.constantFrom('A1', 'A2', undefined),
    sex: fc.constantFrom('male' as const, 'female' as const, undefined),
    guardian: fc.constantFrom('13800138000', '13900139000', undefined),
    schoolId: fc.constantFrom('one', 'two', null),
    classId: fc.constantFrom('a', 'b', null),
  })
  .map(({ guardian, schoolId, classId, ...said }) => ({
    row: {
      sheet: null,
      row: 1,
      ...said,
      guardians: guardian === undefined ? [] : [{ relation: 'mother', phone: guardian }],
    } as unknown as RosterRow,
    place: { schoolId, classId },
  }));

const told = (one: string | undefined, other: string | undefined) => one !== undefined && other !== undefined;
const differ = (one: string | undefined, other: string | undefined) => told(one, other) && one !== other;
const plain = (text: string | undefined) => text?.replaceAll(' ', '').replace(/^0+/u, '');

/** Pair by pair, in the words of the rule. */
function isPerhapsOne({ row: one, place }: PlacedRow, { row: other, place: otherPlace }: PlacedRow): boolean {
  const isOneSchool = place.schoolId === otherPlace.schoolId;
  if (plain(one.name) !== plain(other.name))
    return (
      isOneSchool && told(one.studentNumber, other.studentNumber) && one.studentNumber === other.studentNumber
    );
  if (isOneSchool && differ(plain(one.studentNumber), plain(other.studentNumber))) return false;
  if (differ(one.idNumber, other.idNumber) || differ(one.birthDate, other.birthDate)) return false;
  if (differ(one.sex, other.sex)) return false;
  if (told(one.birthDate, other.birthDate)) return true;
  if (isOneSchool && told(one.studentNumber, other.studentNumber)) return true;
  const [guardian, otherGuardian] = [one.guardians[0]?.phone, other.guardians[0]?.phone];
  return place.classId === otherPlace.classId && !differ(guardian, otherGuardian);
}

it('a new row has a partner in its file where it and another one may mean the same child, and only there', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(placedRow, fc.constantFrom<RosterMatch<unknown>>(known, fresh, fresh)), {
        maxLength: 12,
      }),
      (drawn) => {
        const rows = drawn.map(([row]) => row);
        const matches = drawn.map(([, match]) => match);
        const same = sameInFile(rows, matches);
        for (const [at, row] of rows.entries()) {
          const others = rows.filter(
            (other, index) =>
              index !== at && (matches[index]?.kind === 'known' || index < at) && isPerhapsOne(row, other),
          );
          const isAsked = matches[at]?.kind === 'new' && others.length > 0;
          expect([undefined, ...others.map((other) => other.row)]).toContain(same.get(at));
          expect(same.has(at)).toBe(isAsked);
        }
      },
    ),
    { numRuns: 500 },
  );
});
