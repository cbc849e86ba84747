import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { warmWayPlaybook } from '../playbooks/warm-way-playbook.ts';
import { decideDelivery, isMemberOn } from './decide-delivery.ts';
import { publicHolidayOn } from '../calendar/public-holiday.ts';
import { planSessionDays } from './session-days.ts';

const [session] = warmWayPlaybook.sessions;
if (session === undefined) throw new Error('the playbook has sessions');
const firstItem = session.checklist[0]?.id ?? '';
const members = [
  { clientId: 'stayed', enrolledOn: '2026-09-01', leftOn: null },
  { clientId: 'left', enrolledOn: '2026-09-01', leftOn: '2026-09-20' },
];
const today = '2026-10-01';
const decide = (delivery: { heldOn?: string; done?: string[]; attended?: string[] }) =>
  decideDelivery(session, members, { heldOn: '2026-09-15', done: [], attended: [], ...delivery }, today);

describe('recording a session', () => {
  it('takes members of that day and items of that checklist', () => {
    expect(decide({ done: [firstItem], attended: ['stayed', 'left'] })).toEqual({ ok: true });
  });

  it('refuses a day to come, an item of another session, and whoever was no member on that day', () => {
    expect(decide({ heldOn: '2026-10-02' })).toMatchObject({ reason: 'day_in_future' });
    expect(decide({ done: [firstItem, 'week-9-a'] })).toMatchObject({
      reason: 'checklist_unknown_item',
      position: 1,
    });
    expect(decide({ attended: ['stayed', 'nobody'] })).toMatchObject({
      reason: 'attendance_not_member',
      position: 1,
    });
    expect(decide({ heldOn: '2026-09-20', attended: ['left'] })).toMatchObject({ position: 0 });
    expect(decide({ attended: ['stayed', 'stayed'] })).toMatchObject({ position: 1 });
  });

  it('counts the day of enrolment and not the day of leaving', () => {
    const member = { clientId: 'x', enrolledOn: '2026-09-02', leftOn: '2026-09-09' };
    const days = ['2026-09-01', '2026-09-02', '2026-09-08', '2026-09-09'];
    expect(days.map((day) => isMemberOn(member, day))).toEqual([false, true, true, false]);
  });
});

describe('the days of the sessions', () => {
  it('are a week apart, over the end of a month too', () => {
    expect(planSessionDays('2026-11-20', [1, 2, 3]).days).toEqual(['2026-11-20', '2026-11-27', '2026-12-04']);
  });

  it('avoid public holidays, and all that follow are a week later', () => {
    // National Day 2026 lasts from 1 to 7 October; 10 October is a Saturday on which people work
    expect(planSessionDays('2026-09-24', [1, 2, 3])).toEqual({
      days: ['2026-09-24', '2026-10-08', '2026-10-15'],
      avoided: ['2026-10-01'],
    });
    expect(publicHolidayOn('2026-10-10')).toBeUndefined();
    expect(publicHolidayOn('2026-10-01')).toEqual({ zh: '国庆节', en: 'National Day' });
  });

  it('fall on one weekday, as many weeks apart as the playbook says, but for holidays', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('2000-01-01'), max: new Date('2100-01-01'), noInvalidDate: true }),
        fc.uniqueArray(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 12 }),
        (start, weeks) => {
          const startsOn = start.toISOString().slice(0, 10);
          const { days, avoided } = planSessionDays(startsOn, weeks);
          const weeksAfter = days.map((day) => (Date.parse(day) - Date.parse(startsOn)) / (7 * 86_400_000));
          const expected = weeks.map((week) => week - (weeks[0] ?? 0));
          const putOff = weeksAfter.map((after, index) => after - (expected[index] ?? 0));
          // never sooner than planned, never sooner than the one before, by as many weeks as holidays were met
          expect(putOff).toEqual(putOff.toSorted((left, right) => left - right));
          expect([Math.min(...putOff) >= 0, putOff.at(-1)]).toEqual([true, avoided.length]);
          expect(days.filter((day) => publicHolidayOn(day) !== undefined)).toEqual([]);
        },
      ),
    );
  });
});
