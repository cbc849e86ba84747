import { expect, it } from 'vitest';
import { CHECK_IN_RULES } from '../../domain/volunteers/attendance.ts';
import { bodyOf, checkInValuesOf } from './opportunity-form.ts';

const asked = { title: '课业辅导', siteId: 'school', description: '陪写作业', risks: '没有' };
const place = { latitude: 24.3265, longitude: 109.4281, radiusMetres: 150 };

it('says how one checks in as it was said before, with a place and without', () => {
  for (const rules of [CHECK_IN_RULES, { ...CHECK_IN_RULES, asksCodeAtEnd: true, place }])
    expect(bodyOf({ ...asked, ...checkInValuesOf(rules) }).checkIn).toEqual(rules);
});

it('asks for no place any more once that is not ticked', () => {
  const values = { ...checkInValuesOf({ ...CHECK_IN_RULES, place }), asksPlace: false };
  expect(bodyOf({ ...asked, ...values }).checkIn).toEqual(CHECK_IN_RULES);
});

it('says what always holds where a draft of an earlier version knows nothing of it', () => {
  expect(bodyOf(asked).checkIn).toEqual(CHECK_IN_RULES);
});
