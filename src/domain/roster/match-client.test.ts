import { describe, expect, it } from 'vitest';
import type { KnownPerson, PlacedRow } from './known-index.ts';
import { matchRows } from '../../../test/all-at-once.ts';
import type { RosterRow } from './roster-row.ts';

const FIRST = { classId: 'class 1', schoolId: 'school 1' };
const SECOND = { classId: 'class 2', schoolId: 'school 1' };
const ELSEWHERE = { classId: 'class 9', schoolId: 'school 9' };
const NOWHERE = { classId: null, schoolId: null };
const FATHER = { name: '周大', phone: '13800138700' };
const MOTHER = { name: '吴二', phone: '13800138701' };

const person = (said: Partial<KnownPerson> = {}): KnownPerson => ({
  id: 'A',
  name: '周小明',
  sex: null,
  birthDate: null,
  idNumber: null,
  studentNumber: null,
  guardians: [],
  ...FIRST,
  ...said,
});

const wanted = (said: Partial<RosterRow> = {}, place: PlacedRow['place'] = FIRST): PlacedRow => ({
  row: { sheet: null, row: 2, name: '周小明', guardians: [], ...said },
  place,
});
const father = { relation: 'father', ...FATHER } as const;
const fatherByName = { relation: 'father', name: FATHER.name } as const;

/** Of each row: new, whom it means, or why and among whom somebody decides. */
const told = (rows: readonly PlacedRow[], ...known: KnownPerson[]) =>
  matchRows(rows, known).map((match) => {
    if (match.kind === 'undecided')
      return `${match.because}: ${match.candidates.map(({ id }) => id).join(' ')}`;
    return match.kind === 'known' ? match.known.id : 'new';
  });

describe('a value that differs', () => {
  it.each<[string, Partial<KnownPerson>, Partial<RosterRow>]>([
    ['birth date', { birthDate: '2014-02-03' }, { birthDate: '2014-03-02' }],
    ['ID number', { idNumber: '330302201402030015' }, { idNumber: '330302201402030031' }],
    ['student number', { studentNumber: '2301' }, { studentNumber: '2401' }],
    ['sex', { sex: 'female' }, { sex: 'male' }],
  ])('as %s of a namesake in the class is for somebody to decide', (_, known, said) => {
    expect(told([wanted(said)], person(known))).toEqual(['corrected: A']);
    const guarded = wanted({ ...said, guardians: [father] });
    expect(told([guarded], person({ ...known, guardians: [FATHER] }))).toEqual(['corrected: A']);
  });

  it('as student number by its zeros alone is for somebody to decide, among all who are called so', () => {
    const [short, long] = [person({ studentNumber: '7' }), person({ id: 'B', studentNumber: '0007' })];
    expect(told([wanted({ studentNumber: '7' })], long)).toEqual(['student_number_zeros: B']);
    expect(told([wanted({ studentNumber: '0007' })], short)).toEqual(['student_number_zeros: A']);
    expect(told([wanted({ studentNumber: '7' })], short, long)).toEqual(['student_number_zeros: A B']);
    expect(told([wanted({ studentNumber: '7' })], short)).toEqual(['A']);
    const other = wanted({ name: '周大明', studentNumber: '7' });
    expect(told([other], long)).toEqual(['new']);
  });

  it('as student number is for somebody to decide where the birth date is the same in another class', () => {
    const birthDate = '2014-02-03';
    const row = wanted({ birthDate, studentNumber: '2401' }, SECOND);
    expect(told([row], person({ birthDate, studentNumber: '2301' }))).toEqual(['corrected: A']);
  });

  it('counts in the whole site where the file names no class', () => {
    const row = wanted({ studentNumber: '2401' }, NOWHERE);
    expect(told([row], person({ studentNumber: '2301', ...NOWHERE }))).toEqual(['corrected: A']);
  });

  it('beside another is somebody else, unless they have a guardian in common', () => {
    const known = person({ birthDate: '2014-02-03', studentNumber: '2301', guardians: [FATHER] });
    const said = { birthDate: '2014-03-02', studentNumber: '2401' } as const;
    expect(told([wanted(said)], known)).toEqual(['new']);
    expect(told([wanted({ ...said, guardians: [father] })], known)).toEqual(['corrected: A']);
  });

  it('is that of a new namesake where another row means the one who is known', () => {
    const rows = (['2014-02-03', '2014-03-02'] as const).map((birthDate) => wanted({ birthDate }));
    expect(told(rows, person({ birthDate: '2014-02-03' }))).toEqual(['A', 'new']);
    const both = [person({ birthDate: '2014-02-03' }), person({ id: 'B', birthDate: '2014-03-02' })];
    expect(told(rows, ...both)).toEqual(['A', 'B']);
  });

  it('as sex in another class is that of somebody else', () => {
    const birthDate = '2014-02-03';
    const row = wanted({ birthDate, sex: 'male' }, SECOND);
    expect(told([row], person({ birthDate, sex: 'female' }))).toEqual(['new']);
  });
});

describe('somebody of another school', () => {
  const birthDate = '2014-02-03';

  it('is not moved by the name of a guardian', () => {
    const known = person({ ...ELSEWHERE, guardians: [FATHER] });
    expect(told([wanted({ guardians: [fatherByName] })], known)).toEqual(['new']);
    expect(told([wanted({ guardians: [father] })], known)).toEqual(['A']);
  });

  it('is not moved by a birth date, but by a telephone with it', () => {
    const known = person({ ...ELSEWHERE, birthDate, guardians: [FATHER] });
    expect(told([wanted({ birthDate })], known)).toEqual(['elsewhere: A']);
    expect(told([wanted({ birthDate, guardians: [father] })], known)).toEqual(['A']);
  });

  it('is asked about where birth date and telephone or number say different things', () => {
    const known = person({ ...ELSEWHERE, birthDate, idNumber: '330302201402030015', guardians: [MOTHER] });
    const row = wanted({ birthDate, idNumber: '330302201402030031', guardians: [father] });
    expect(told([row], known)).toEqual(['elsewhere: A']);
  });

  it('stays there where the file names no school', () => {
    expect(told([wanted({ birthDate }, NOWHERE)], person({ birthDate }))).toEqual(['A']);
  });
});

describe('namesakes', () => {
  const birthDate = '2014-01-01';
  const proven = person({ id: 'B', birthDate, ...SECOND });

  it('move to another class of their school with the birth date', () => {
    expect(told([wanted({ birthDate })], proven)).toEqual(['B']);
  });

  it('are asked about where one is in the class and another is proven beside it', () => {
    expect(told([wanted({ birthDate })], person(), proven)).toEqual(['namesakes: A B']);
  });

  it('are told apart by the class where both are proven', () => {
    expect(told([wanted({ birthDate })], person({ birthDate }), proven)).toEqual(['A']);
  });

  it('are asked about where a name alone fits one, and a correction another', () => {
    const corrected = person({ id: 'C', birthDate: '2014-05-05' });
    expect(told([wanted({ birthDate })], person(), corrected)).toEqual(['namesakes: A C']);
  });

  it('within one class are told apart by the names of their guardians', () => {
    const known = [person({ guardians: [FATHER] }), person({ id: 'B', guardians: [MOTHER] })];
    expect(told([wanted({ guardians: [fatherByName] })], ...known)).toEqual(['A']);
    expect(told([wanted()], ...known)).toEqual(['namesakes: A B']);
  });

  it('are named up to ten, and compared without each being opened for each', () => {
    let read = 0;
    const many = Array.from({ length: 700 }, (_, at) => {
      const known = person({ id: `known ${at}` });
      return Object.defineProperty(known, 'birthDate', {
        get: () => {
          read += 1;
          return null;
        },
      });
    });
    const matches = matchRows(
      many.map(() => wanted({ birthDate })),
      many,
    );
    expect(matches.map((match) => match.kind === 'undecided' && match.candidates.length)).toEqual(
      Array.from({ length: 700 }, () => 10),
    );
    expect(read).toBeLessThan((700 * 700) / 2);
  });
});
