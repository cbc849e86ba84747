import { describe, expect, it } from 'vitest';
import { NO_AVAILABILITY } from './availability.ts';
import { decideProfile, type VolunteerProfile } from './profile.ts';

const today = '2026-11-27';
const grown: VolunteerProfile = {
  birthDate: '2004-05-06',
  sex: null,
  idKind: null,
  idNumber: null,
  idNumberConfirmed: false,
  phone: '138 0013 8000',
  regionCode: '330302',
  skills: ['tutoring', 'music', 'tutoring'],
  categories: ['school'],
  languages: ['cmn'],
  availability: NO_AVAILABILITY,
  guardian: null,
};
const guardian = { relation: 'mother' as const, name: ' 陈 丽 ', phone: '13900139000' };
const codesOf = (entered: VolunteerProfile) => {
  const decision = decideProfile(entered, today);
  return decision.ok ? [] : decision.errors.map(({ path, code }) => `${path} ${code}`);
};

describe('what a volunteer enters', () => {
  it('comes into its one written form', () => {
    const decision = decideProfile(grown, today);
    expect(decision).toMatchObject({
      ok: true,
      profile: { phone: '13800138000', skills: ['music', 'tutoring'], guardian: null },
    });
  });

  it('is read from the identity number, and may not contradict it', () => {
    // 110105 19491231 002X is the example of GB 11643-1999
    const idNumber = '11010519491231002X';
    expect(decideProfile({ ...grown, birthDate: '1949-12-31', idNumber }, today)).toMatchObject({
      ok: true,
      profile: { idKind: 'resident_id', sex: 'female', idNumber },
    });
    expect(codesOf({ ...grown, idNumber })).toEqual(['/birthDate birth_date_contradicts_id_number']);
    expect(codesOf({ ...grown, idNumber: '110105194912310021' })).toEqual([
      '/idNumber id_number_check_digit',
    ]);
  });

  it('needs a guardian below eighteen, who is called at another telephone', () => {
    const minor = { ...grown, birthDate: '2008-11-28' };
    expect(codesOf(minor)).toEqual(['/guardian guardian_missing']);
    expect(codesOf({ ...minor, guardian: { ...guardian, phone: '138-0013-8000' } })).toEqual([
      '/guardian/phone guardian_same_phone',
    ]);
    expect(codesOf({ ...minor, guardian: { ...guardian, phone: '12' } })).toEqual([
      '/guardian/phone phone_invalid',
    ]);
    expect(decideProfile({ ...minor, guardian }, today)).toMatchObject({
      ok: true,
      profile: { guardian: { name: '陈丽', phone: '13900139000' } },
    });
    // on the eighteenth birthday there is none any more
    expect(decideProfile({ ...grown, birthDate: '2008-11-27', guardian }, today)).toMatchObject({
      ok: true,
      profile: { guardian: null },
    });
  });

  it('is refused below fourteen, whoever the guardian is', () => {
    expect(codesOf({ ...grown, birthDate: '2012-11-28', guardian })).toEqual([
      '/birthDate volunteer_too_young',
    ]);
    expect(codesOf({ ...grown, birthDate: '2012-11-27', guardian })).toEqual([]);
  });

  it('names each field that is wrong, all of them at once', () => {
    const weekly = [
      { weekday: 6, from: '09:00', to: '12:00' },
      { weekday: 6, from: '11:00', to: '10:00' },
    ];
    const wrong = { ...grown, birthDate: '2030-01-01', phone: '1', availability: { weekly, exceptions: [] } };
    expect(codesOf(wrong)).toEqual([
      '/birthDate calendar_day_in_future',
      '/phone phone_invalid',
      '/availability/weekly/1/to window_ends_before',
      '/availability/weekly/1/from window_overlap',
    ]);
  });
});
