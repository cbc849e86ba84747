import { expect, it } from 'vitest';
import { CHECK_IN_RULES } from '../../domain/volunteers/attendance.ts';
import { bodyOf, checkInValuesOf, checksFor } from './opportunity-form.ts';

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

it('asks for the check for work with minors as long as the field does, and keeps what somebody asked for by hand', () => {
  const withChildren = checksFor('children', ['health'], false);
  expect(withChildren).toEqual({ checks: ['health', 'minors'], isByField: true });
  expect(checksFor('elderly', withChildren.checks, true)).toEqual({ checks: ['health'], isByField: false });
  const byHand = checksFor('children', ['minors'], false);
  expect(byHand).toEqual({ checks: ['minors'], isByField: false });
  expect(checksFor('elderly', byHand.checks, byHand.isByField).checks).toEqual(['minors']);
});
