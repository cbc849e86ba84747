import * as fc from 'fast-check';
// Node takes its CommonJS, of whose names it sees none
// eslint-disable-next-line import/default
import rrule from 'rrule';
import { describe, expect, it } from 'vitest';
import { daysAfter } from './calendar-event.ts';
import { expandRule } from './expand-rule.ts';
import { BYDAYS } from './recurrence.ts';
import { MOST_DAYS } from './weekly-plan.ts';

const { RRule } = rrule;
const zone = 'Asia/Shanghai';
const MONDAY = '2027-01-04T09:00';

const startsOf = async (text: string, start = MONDAY) => {
  const expanded = await expandRule(text, { start, zone });
  return expanded.ok ? expanded.starts : expanded.code;
};

describe('a recurrence rule', () => {
  it.each([
    ['FREQ=DAILY;COUNT=3', MONDAY, ['2027-01-04T09:00', '2027-01-05T09:00', '2027-01-06T09:00']],
    [
      'RRULE:FREQ=WEEKLY;BYDAY=MO,WE;UNTIL=20270111',
      MONDAY,
      ['2027-01-04T09:00', '2027-01-06T09:00', '2027-01-11T09:00'],
    ],
    // the last working day of the month, and the second Saturday
    [
      'FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1;COUNT=2',
      '2027-01-29T22:00',
      ['2027-01-29T22:00', '2027-02-26T22:00'],
    ],
    ['FREQ=MONTHLY;BYDAY=2SA;COUNT=2', '2027-01-09T09:00', ['2027-01-09T09:00', '2027-02-13T09:00']],
    [
      'FREQ=MONTHLY;BYMONTHDAY=-1;COUNT=3',
      '2027-12-31T09:00',
      ['2027-12-31T09:00', '2028-01-31T09:00', '2028-02-29T09:00'],
    ],
    [
      'freq=yearly;bymonth=3;bymonthday=5;count=2',
      '2027-03-05T09:00',
      ['2027-03-05T09:00', '2028-03-05T09:00'],
    ],
    // every second week over the new year: weeks begin on Monday unless the rule says otherwise
    [
      'FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,SU;COUNT=3',
      '2026-12-29T23:30',
      ['2026-12-29T23:30', '2027-01-03T23:30', '2027-01-12T23:30'],
    ],
    [
      'FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,SU;WKST=SU;COUNT=3',
      '2026-12-29T23:30',
      ['2026-12-29T23:30', '2027-01-10T23:30', '2027-01-12T23:30'],
    ],
  ])('%s from %s gives clock times of the zone', async (text, start, starts) => {
    expect(await startsOf(text, start)).toEqual(starts);
  });

  it('ends with the day of UNTIL, or with its instant in UTC where one is written', async () => {
    // nine in Shanghai is one in UTC
    expect(await startsOf('FREQ=DAILY;UNTIL=20270106T010000Z')).toHaveLength(3);
    expect(await startsOf('FREQ=DAILY;UNTIL=20270106T005959Z')).toHaveLength(2);
    expect(await startsOf('FREQ=DAILY;UNTIL=20270106')).toHaveLength(3);
    expect(await startsOf('FREQ=DAILY;UNTIL=20270104')).toEqual([MONDAY]);
    expect(await startsOf('FREQ=YEARLY;INTERVAL=999999999;UNTIL=20290101')).toEqual([MONDAY]);
  });

  it.each([
    ['', 'recurrence_unreadable'],
    ['every week', 'recurrence_unreadable'],
    ['BYDAY=MO;COUNT=2', 'recurrence_unreadable'],
    ['FREQ=WEEKLY;COUNT=2;COUNT=3', 'recurrence_unreadable'],
    ['FREQ=WEEKLY;COUNT=2;UNTIL=20270201', 'recurrence_unreadable'],
    ['FREQ=WEEKLY;COUNT=0', 'recurrence_unreadable'],
    ['FREQ=WEEKLY;COUNT=2;BYDAY=2MO', 'recurrence_unreadable'],
    ['FREQ=WEEKLY;COUNT=2;BYMONTHDAY=4', 'recurrence_unreadable'],
    ['FREQ=WEEKLY;COUNT=2;BYSETPOS=1', 'recurrence_unreadable'],
    ['FREQ=DAILY;UNTIL=20270230', 'recurrence_unreadable'],
    ['FREQ=DAILY;UNTIL=20270201T250000Z', 'recurrence_unreadable'],
    ['FREQ=DAILY;UNTIL=20270201T090000', 'recurrence_unreadable'],
    ['FREQ=DAILY;COUNT=2;X-OURS=1', 'recurrence_unreadable'],
    ['FREQ=HOURLY;COUNT=2', 'recurrence_unsupported'],
    ['FREQ=YEARLY;BYWEEKNO=1;COUNT=2', 'recurrence_unsupported'],
    ['FREQ=DAILY;BYHOUR=9,17;COUNT=2', 'recurrence_unsupported'],
    ['FREQ=WEEKLY', 'recurrence_endless'],
    ['FREQ=WEEKLY;BYDAY=TU;COUNT=2', 'recurrence_start_outside'],
    ['FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30;COUNT=2', 'recurrence_start_outside'],
    ['FREQ=MONTHLY;BYDAY=MO;BYSETPOS=2;COUNT=2', 'recurrence_start_outside'],
    ['FREQ=DAILY;UNTIL=20270103', 'recurrence_ends_before'],
    ['FREQ=DAILY;COUNT=401', 'recurrence_too_many'],
    ['FREQ=DAILY;UNTIL=20280208', 'recurrence_too_many'],
    ['FREQ=YEARLY;COUNT=5', 'recurrence_beyond_three_years'],
    ['FREQ=YEARLY;UNTIL=20310104', 'recurrence_beyond_three_years'],
    ['FREQ=DAILY;INTERVAL=999999999;COUNT=2', 'recurrence_beyond_three_years'],
    ['FREQ=YEARLY;INTERVAL=4;COUNT=2', 'recurrence_beyond_three_years'],
  ])('%s is refused: %s', async (text, code) => {
    expect(await startsOf(text)).toBe(code);
  });

  // each of these ends, and means something else, in ical.js 2.2.1; or it does not end
  it.each([
    ['FREQ=DAILY;BYMONTHDAY=-1;COUNT=3', '2027-01-31T09:00'],
    ['FREQ=DAILY;INTERVAL=7;BYDAY=TU;COUNT=2', MONDAY],
    ['FREQ=WEEKLY;BYDAY=MO,TU;BYSETPOS=1;COUNT=3', MONDAY],
    ['FREQ=MONTHLY;BYMONTH=1,3,2;COUNT=3', MONDAY],
    ['FREQ=MONTHLY;BYMONTHDAY=4,5,6;BYSETPOS=1;COUNT=3', MONDAY],
    ['FREQ=MONTHLY;BYDAY=1MO,2MO;BYSETPOS=1;COUNT=3', MONDAY],
    ['FREQ=MONTHLY;BYDAY=MO;BYMONTHDAY=1,2,3,4,5,6,7;COUNT=3', MONDAY],
    ['FREQ=MONTHLY;BYDAY=MO,2TU;COUNT=3', MONDAY],
    ['FREQ=YEARLY;BYMONTHDAY=4;COUNT=3', MONDAY],
    ['FREQ=YEARLY;BYDAY=1MO;COUNT=3', MONDAY],
    ['FREQ=YEARLY;BYDAY=MO;BYSETPOS=1;COUNT=3', MONDAY],
    ['FREQ=YEARLY;BYMONTH=1,2;COUNT=3', '2027-01-31T09:00'],
    ['FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29;COUNT=1', '2028-02-29T09:00'],
  ])('%s is not expanded, since it would be wrong', async (text, start) => {
    expect(await startsOf(text, start)).toBe('recurrence_unsupported');
  });

  it('agrees with another implementation (rrule.js) about three years', async () => {
    let expanded = 0;
    await fc.assert(
      fc.asyncProperty(rules, days, async (text, looked) => {
        fc.pre((await startsOf(`${text};COUNT=1`, `${looked}T21:00`)) !== 'recurrence_unsupported');
        const reference = (start: string, until: string) =>
          new RRule({
            ...RRule.parseString(text),
            dtstart: new Date(`${start}T00:00:00Z`),
            until: new Date(`${until}T00:00:00Z`),
          });
        const [first] = reference(looked, daysAfter(looked, 2 * MOST_DAYS)).all((_, place) => place < 1);
        fc.pre(first !== undefined);
        const start = first.toISOString().slice(0, 10);
        const until = daysAfter(start, MOST_DAYS);
        // it gives an instance twice where two of BYSETPOS mean it
        const wanted = new Set(
          reference(start, until)
            .all()
            .map((time) => `${time.toISOString().slice(0, 10)}T21:00`),
        );
        const given = await startsOf(`${text};UNTIL=${until.replaceAll('-', '')}`, `${start}T21:00`);
        fc.pre(given !== 'recurrence_unsupported');
        expanded += 1;
        expect(given).toEqual(wanted.size > 400 ? 'recurrence_too_many' : [...wanted]);
        const count = Math.min(wanted.size, 5);
        expect(await startsOf(`${text};COUNT=${count}`, `${start}T21:00`)).toEqual(
          [...wanted].slice(0, count),
        );
      }),
      { numRuns: 400, maxSkipsPerRun: 20 },
    );
    expect(expanded).toBeGreaterThanOrEqual(400);
  });

  it('takes a start for an instance exactly where the other implementation does', async () => {
    await fc.assert(
      fc.asyncProperty(rules, days, async (text, start) => {
        const given = await startsOf(`${text};COUNT=1`, `${start}T21:00`);
        fc.pre(given !== 'recurrence_unsupported');
        const midnight = new Date(`${start}T00:00:00Z`);
        const isInstance =
          new RRule({ ...RRule.parseString(text), dtstart: midnight, until: midnight }).all().length > 0;
        expect(given).toEqual(isInstance ? [`${start}T21:00`] : 'recurrence_start_outside');
      }),
      { numRuns: 400, maxSkipsPerRun: 20 },
    );
  });
});

const some = (values: readonly (string | number)[]) =>
  fc
    .uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength: 4 })
    .map((chosen) => chosen.join(','));
const oneOf = (...parts: readonly [name: string, value: fc.Arbitrary<string | number>][]) =>
  parts.map(([name, value]) =>
    fc.option(
      value.map((chosen) => `${name}=${chosen}`),
      { nil: undefined },
    ),
  );
const months = some([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
const monthDays = some([1, 2, 5, 13, 28, 29, 30, 31, -1, -2, -5, -29, -31]);
// through a rule that never gives anything the other implementation goes day by day until the year 9999
const daysOfEachMonth = some([1, 2, 5, 13, 28, -1]);
const places = some([1, 2, 3, -1, -2]);
const weekdays = some(BYDAYS);
const countedDays = some(
  BYDAYS.flatMap((name) => [`1${name}`, `2${name}`, `-1${name}`, `5${name}`, `-5${name}`, name]),
);

/** Rules of every frequency; of those parts that the standard lets a frequency have. */
const rules = fc
  .constantFrom('DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY')
  .chain((frequency) => {
    const counts = frequency === 'MONTHLY' || frequency === 'YEARLY';
    return fc.tuple(
      fc.constant(`FREQ=${frequency}`),
      ...oneOf(
        ['INTERVAL', fc.integer({ min: 1, max: 7 })],
        ['BYMONTH', months],
        ['BYDAY', counts ? fc.oneof(weekdays, countedDays) : weekdays],
        ['WKST', fc.constantFrom(...BYDAYS)],
      ),
      ...(frequency === 'WEEKLY'
        ? []
        : oneOf(['BYMONTHDAY', frequency === 'DAILY' ? daysOfEachMonth : monthDays])),
      ...(frequency === 'MONTHLY' ? oneOf(['BYSETPOS', places]) : []),
    );
  })
  .map((parts) => parts.filter((part) => part !== undefined))
  .filter((parts) => !/BYSETPOS/.test(parts.join()) || /BY(?:MONTH|DAY)/.test(parts.join()))
  .map((parts) => parts.join(';'));

const days = fc.integer({ min: 0, max: 1_500 }).map((after) => daysAfter('2026-01-01', after));
