import * as fc from 'fast-check';
import ICAL from 'ical.js';
import { describe, expect, it } from 'vitest';
import { daysAfter } from './calendar-event.ts';
import { type CalendarRule, rruleOf } from './recurrence.ts';
import { datesOf, decideWeeklyPlan, type WeeklyPlan } from './weekly-plan.ts';

const zone = 'Asia/Shanghai';
const PLAN: WeeklyPlan = {
  from: '2026-09-21',
  until: '2026-10-18',
  everyWeeks: 1,
  slots: [
    { weekday: 6, from: '22:00', to: '06:00' },
    { weekday: 2, from: '09:00', to: '11:30' },
    { weekday: 4, from: '09:00', to: '11:30' },
  ],
  holidays: 'skip',
  makeUpDays: 'skip',
};

// China's clocks stand eight hours ahead of UTC the whole year
const timezone = [
  'BEGIN:VTIMEZONE',
  `TZID:${zone}`,
  'BEGIN:STANDARD',
  'DTSTART:19700101T000000',
  'TZOFFSETFROM:+0800',
  'TZOFFSETTO:+0800',
  'END:STANDARD',
  'END:VTIMEZONE',
];

/** When it takes place by ical.js: rule, exceptions and length as a calendar reads them. */
function readByIcalJs({ lines }: CalendarRule): { start: string; end: string }[] {
  const text = ['BEGIN:VCALENDAR', 'VERSION:2.0', ...timezone, 'BEGIN:VEVENT', 'UID:1', ...lines];
  const calendar = new ICAL.Component(
    ICAL.parse([...text, 'END:VEVENT', 'END:VCALENDAR'].join('\r\n')) as unknown[],
  );
  const zoneOf = calendar.getFirstSubcomponent('vtimezone');
  const component = calendar.getFirstSubcomponent('vevent');
  if (zoneOf === null || component === null) throw new Error('the calendar has no event');
  ICAL.TimezoneService.register(zoneOf);
  const event = new ICAL.Event(component);
  const instances = event.iterator();
  const read: { start: string; end: string }[] = [];
  // the types do not say that it comes to an end
  for (let next = instances.next() as ICAL.Time | undefined; next !== undefined; next = instances.next()) {
    const { startDate, endDate } = event.getOccurrenceDetails(next);
    read.push({ start: startDate.toString().slice(0, 16), end: endDate.toString().slice(0, 16) });
  }
  return read;
}

describe('the rules of a plan', () => {
  it('are one for each pair of hours, and leave out what the plan leaves out', () => {
    // 1 to 7 October are free, 10 October is worked for it; 25 September is the Mid-autumn Festival
    expect(rruleOf(PLAN, zone)).toEqual([
      {
        from: '09:00',
        to: '11:30',
        start: '2026-09-22T09:00',
        end: '2026-09-22T11:30',
        rrule: 'FREQ=WEEKLY;BYDAY=TU,TH;UNTIL=20261015T010000Z',
        exdates: ['2026-10-01T09:00', '2026-10-06T09:00'],
        lines: [
          'DTSTART;TZID=Asia/Shanghai:20260922T090000',
          'DTEND;TZID=Asia/Shanghai:20260922T113000',
          'RRULE:FREQ=WEEKLY;BYDAY=TU,TH;UNTIL=20261015T010000Z',
          'EXDATE;TZID=Asia/Shanghai:20261001T090000,20261006T090000',
        ],
      },
      {
        from: '22:00',
        to: '06:00',
        start: '2026-10-17T22:00',
        end: '2026-10-18T06:00',
        rrule: 'FREQ=WEEKLY;BYDAY=SA;UNTIL=20261017T140000Z',
        exdates: [],
        lines: [
          'DTSTART;TZID=Asia/Shanghai:20261017T220000',
          'DTEND;TZID=Asia/Shanghai:20261018T060000',
          'RRULE:FREQ=WEEKLY;BYDAY=SA;UNTIL=20261017T140000Z',
        ],
      },
    ]);
    expect(rruleOf({ ...PLAN, slots: [] }, zone)).toEqual([]);
    // Monday is what the standard begins a week with, and not what every calendar does
    expect(rruleOf({ ...PLAN, everyWeeks: 2 }, zone)[0]?.rrule).toBe(
      'FREQ=WEEKLY;INTERVAL=2;WKST=MO;BYDAY=TU,TH;UNTIL=20261008T010000Z',
    );
  });

  it('read by ical.js, give exactly the dates of the plan', () => {
    fc.assert(
      fc.property(plans, (plan) => {
        fc.pre(decideWeeklyPlan(plan).ok);
        const wanted = datesOf(plan).occurrences.map(({ day, from, to }) => ({
          start: `${day}T${from}`,
          end: `${to > from ? day : daysAfter(day, 1)}T${to}`,
        }));
        const read = rruleOf(plan, zone).flatMap(readByIcalJs);
        const inOrder = read.sort((one, other) => one.start.localeCompare(other.start));
        expect(inOrder).toEqual(wanted);
      }),
      { numRuns: 300 },
    );
  });
});

const clocks = fc.constantFrom('00:00', '06:00', '09:00', '12:00', '18:30', '22:00', '23:59');
// around the leap day of 2024, the Spring Festivals, National Days with the days worked for them, and the new years
const firstDays = fc
  .tuple(
    fc.constantFrom(
      '2024-02-05',
      '2025-01-20',
      '2025-09-22',
      '2025-12-20',
      '2026-02-09',
      '2026-09-18',
      '2026-12-20',
    ),
    fc.integer({ min: 0, max: 20 }),
  )
  .map(([day, after]) => daysAfter(day, after));
const plans: fc.Arbitrary<WeeklyPlan> = fc
  .record({
    from: firstDays,
    length: fc.oneof(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 61, max: 1_096 })),
    everyWeeks: fc.constantFrom(1 as const, 2 as const, 3 as const, 4 as const),
    slots: fc.array(fc.record({ weekday: fc.integer({ min: 1, max: 7 }), from: clocks, to: clocks }), {
      minLength: 1,
      maxLength: 4,
    }),
    holidays: fc.constantFrom('skip' as const, 'keep' as const),
    makeUpDays: fc.constantFrom('skip' as const, 'as_usual' as const),
  })
  .map(({ length, ...plan }) => ({ ...plan, until: daysAfter(plan.from, length) }));
