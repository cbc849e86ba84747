import { expect, test } from 'vitest';
import { decideDetails, type PersonDetails } from './person-details.ts';

const today = '2026-11-24';
const nobody: PersonDetails = {
  name: '陈欣',
  sex: null,
  birthDate: null,
  idKind: null,
  idNumber: null,
  idCountry: null,
  idNumberConfirmed: false,
  phone: null,
};

test.each(['1890-01-01', '1899-12-31', '1901-01-01'])(
  'a birth in %s is too long ago, not an accident',
  (birthDate) => {
    expect(decideDetails({ ...nobody, birthDate }, today)).toEqual({
      ok: false,
      errors: [{ field: 'birthDate', code: 'birth_date_too_old' }],
    });
  },
);

test('an ID number fills in what was left out', () => {
  // 11010519491231002X is the example number of GB 11643-1999
  expect(decideDetails({ ...nobody, idNumber: '11010519491231002x' }, today)).toEqual({
    ok: true,
    details: {
      ...nobody,
      sex: 'female',
      birthDate: '1949-12-31',
      idKind: 'resident_id',
      idNumber: '11010519491231002X',
    },
  });
});

test('a wrong check digit is refused until somebody has seen it on the document, and a date that never was always', () => {
  const entered = { ...nobody, idNumber: '460100197705084318' };
  expect(decideDetails(entered, today)).toEqual({
    ok: false,
    errors: [{ field: 'idNumber', code: 'id_number_check_digit' }],
  });
  expect(decideDetails({ ...entered, idNumberConfirmed: true }, today)).toMatchObject({
    ok: true,
    details: { idNumber: '460100197705084318', idNumberConfirmed: true, birthDate: '1977-05-08' },
  });
  const impossible = { ...nobody, idNumber: '110101201302290014', idNumberConfirmed: true };
  expect(decideDetails(impossible, today)).toMatchObject({
    ok: false,
    errors: [{ code: 'id_number_invalid' }],
  });
});

test('the chosen kind counts, and one without a number is kept', () => {
  expect(decideDetails({ ...nobody, idKind: 'passport', idNumber: '12345678' }, today)).toMatchObject({
    details: { idKind: 'passport', idNumber: '12345678' },
  });
  expect(decideDetails({ ...nobody, idKind: 'resident_id', idNumber: 'E12345678' }, today)).toMatchObject({
    ok: false,
  });
  expect(decideDetails({ ...nobody, idKind: 'none' }, today)).toMatchObject({
    details: { idKind: 'none', idNumber: null },
  });
});
