import { describe, expect, it } from 'vitest';
import type { ServiceView } from '../../contract/attendance.ts';
import { bodyOf, firstValues, type HoursValues } from './hours-form.ts';

const sites = [
  { id: 'school', name: '龙潭中学社工站' },
  { id: 'street', name: '柳江小学社工站' },
];
const times = { from: '2026-11-25T01:00:00.000Z', until: '2026-11-25T03:00:00.000Z' };
const recorded = {
  id: 'recorded',
  shiftId: null,
  title: '社区义诊协助',
  siteId: 'street',
  category: null,
  excludedMinutes: 10,
  ...times,
} as ServiceView;

describe('the form for hours', () => {
  it('begins with the times of the shift', () => {
    const shift = { id: 'shift', title: '课业辅导', startsAt: times.from, endsAt: times.until };
    expect(firstValues({ shift }, sites)).toEqual({ what: 'shift', shiftId: 'shift', ...times });
  });

  it('begins with what is recorded where that is corrected', () => {
    expect(firstValues({ replaces: recorded }, sites)).toMatchObject({
      what: 'other',
      siteId: 'street',
      excludedMinutes: 10,
      ...times,
    });
    expect(firstValues({ replaces: { ...recorded, shiftId: 'shift' } }, sites)).toMatchObject({
      what: 'shift',
      shiftId: 'shift',
    });
  });

  it('chooses the site where there is only one', () => {
    expect(firstValues({}, sites)).toEqual({ what: 'shift' });
    expect(firstValues({}, sites.slice(1))).toEqual({ what: 'shift', siteId: 'street' });
  });

  it('sends of a shift no title, and of another activity no shift, whatever was typed before', () => {
    const typed: HoursValues = {
      what: 'shift',
      shiftId: 'shift',
      title: '旧',
      siteId: 'school',
      ...times,
      reason: '漏记',
    };
    expect(bodyOf(typed, undefined)).toEqual({
      shiftId: 'shift',
      ...times,
      excludedMinutes: 0,
      reason: '漏记',
    });
    expect(bodyOf({ ...typed, what: 'other' }, 'recorded')).toEqual({
      title: '旧',
      siteId: 'school',
      category: null,
      replacesId: 'recorded',
      ...times,
      excludedMinutes: 0,
      reason: '漏记',
    });
  });
});
