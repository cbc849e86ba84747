import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { warmWayPlaybook } from '../playbooks/warm-way-playbook.ts';
import { decideDelivery, isMemberOn } from './decide-delivery.ts';
import { sessionDays } from './session-days.ts';

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
  it('are a week apart, over the end of a year too', () => {
    expect(sessionDays('2026-12-25', [1, 2, 3])).toEqual(['2026-12-25', '2027-01-01', '2027-01-08']);
  });

  it('fall on one weekday, as many weeks apart as the playbook says', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('2000-01-01'), max: new Date('2100-01-01'), noInvalidDate: true }),
        fc.uniqueArray(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 12 }),
        (start, weeks) => {
          const startsOn = start.toISOString().slice(0, 10);
          const days = sessionDays(startsOn, weeks).map((day) => Date.parse(day));
          const expected = weeks.map(
            (week) => Date.parse(startsOn) + (week - (weeks[0] ?? 0)) * 7 * 86_400_000,
          );
          expect(days).toEqual(expected);
        },
      ),
    );
  });
});
