import { describe, expect, it } from 'vitest';
import { holdsOn, type Qualification, refuseQualification, stateOn } from './qualification.ts';

const check: Qualification = {
  kind: 'check',
  code: 'minors',
  validFrom: '2026-01-01',
  validUntil: '2026-12-31',
  withdrawnOn: null,
};

describe('a check', () => {
  it('holds from its first day to its last, and is told before it ends', () => {
    expect(stateOn(check, '2025-12-31')).toBe('future');
    expect(stateOn(check, '2026-01-01')).toBe('valid');
    // sixty days are left: the last of them is the day itself
    expect(stateOn(check, '2026-11-01')).toBe('valid');
    expect(stateOn(check, '2026-11-02')).toBe('expiring');
    expect(stateOn(check, '2026-12-31')).toBe('expiring');
    expect(stateOn(check, '2027-01-01')).toBe('expired');
    expect(stateOn({ ...check, validUntil: null }, '2099-01-01')).toBe('valid');
    expect(stateOn({ ...check, withdrawnOn: '2026-03-01' }, '2026-02-28')).toBe('valid');
    expect(stateOn({ ...check, withdrawnOn: '2026-03-01' }, '2026-03-01')).toBe('withdrawn');
  });

  it('is judged on the day of the shift, and a renewal follows without a gap', () => {
    const renewed = { ...check, validFrom: '2027-01-01', validUntil: '2027-12-31' };
    const wanted = { kind: 'check', code: 'minors' } as const;
    expect(holdsOn([check], wanted, '2026-12-31')).toBe(true);
    expect(holdsOn([check], wanted, '2027-01-01')).toBe(false);
    expect(holdsOn([check, renewed], wanted, '2027-01-01')).toBe(true);
    expect(holdsOn([check], { kind: 'check', code: 'health' }, '2026-06-01')).toBe(false);
    expect(holdsOn([check], { kind: 'training', code: 'minors' }, '2026-06-01')).toBe(false);
    expect(holdsOn([], wanted, '2026-06-01')).toBe(false);
  });
});

describe('what is written down of a qualification', () => {
  const written = { ...check, minutes: null };
  it('is refused by its field where nobody can mean it', () => {
    expect(refuseQualification(written)).toBeUndefined();
    expect(refuseQualification({ ...written, validUntil: '2025-12-31' })).toEqual({
      path: '/validUntil',
      code: 'qualification_ends_before',
    });
    expect(refuseQualification({ ...written, code: 'zodiac' })).toEqual({
      path: '/code',
      code: 'check_code_unknown',
    });
    expect(refuseQualification({ ...written, kind: 'insurance', code: 'accident' })).toBeUndefined();
    expect(refuseQualification({ ...written, kind: 'training', code: 'first-steps' })).toEqual({
      path: '/minutes',
      code: 'training_minutes_missing',
    });
    expect(
      refuseQualification({ ...written, kind: 'training', code: 'first-steps', minutes: 90 }),
    ).toBeUndefined();
  });
});
