import { expect, test } from 'vitest';
import { decideDetails, type PersonDetails } from './person-details.ts';

const today = '2026-11-24';
const nobody: PersonDetails = { name: '陈欣', sex: null, birthDate: null, idNumber: null, phone: null };

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
    details: { ...nobody, sex: 'female', birthDate: '1949-12-31', idNumber: '11010519491231002X' },
  });
});
