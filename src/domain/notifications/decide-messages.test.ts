import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Choices, usualChoices, ways } from './choices.ts';
import { decideMessages, decideSending, isWithin, type Situation } from './decide-messages.ts';
import { minuteIn, nextMinuteIn } from './local-minute.ts';

const SHANGHAI = 'Asia/Shanghai';
const at = (clock: string) => new Date(`2026-11-27T${clock}:00+08:00`);

const routine = (now: Date, choices: Partial<Choices> = {}): Situation => ({
  urgency: 'normal',
  choices: { ...usualChoices, ...choices },
  reachable: ['mail'],
  isAway: false,
  now,
  timeZone: SHANGHAI,
});
const dueAt = (situation: Situation) => decideMessages(situation).map(({ dueAt: due }) => due.toISOString());

describe('a routine matter', () => {
  it('goes out at once by day, and in the morning where it came at night', () => {
    expect(dueAt(routine(at('15:00')))).toEqual([at('15:00').toISOString()]);
    expect(dueAt(routine(at('22:00')))).toEqual(['2026-11-27T23:00:00.000Z']);
    expect(dueAt(routine(at('06:59')))).toEqual([at('07:00').toISOString()]);
    expect(dueAt(routine(at('07:00')))).toEqual([at('07:00').toISOString()]);
  });

  it('waits for the digest, and the digest for the end of the rest', () => {
    expect(dueAt(routine(at('15:00'), { digestAt: 17 * 60 }))).toEqual([at('17:00').toISOString()]);
    expect(dueAt(routine(at('17:01'), { digestAt: 17 * 60 }))).toEqual(['2026-11-28T09:00:00.000Z']);
    expect(dueAt(routine(at('15:00'), { digestAt: 5 * 60 }))).toEqual(['2026-11-27T23:00:00.000Z']);
  });

  it('goes by no way that was not chosen, and by none that is not there', () => {
    const reachable = ['sms', 'mail'] as const;
    expect(decideMessages({ ...routine(at('15:00')), reachable }).map(({ way }) => way)).toEqual(['mail']);
    expect(dueAt(routine(at('15:00'), { normal: ['wecom'] }))).toEqual([]);
  });
});

const anyMinute = fc.integer({ min: 0, max: 1439 });
const anyInstant = fc.date({
  min: new Date('2020-01-01T00:00:00Z'),
  max: new Date('2039-12-31T00:00:00Z'),
  noInvalidDate: true,
});
const anyZone = fc.constantFrom(
  SHANGHAI,
  'Asia/Urumqi',
  'Europe/Berlin',
  'Australia/Lord_Howe',
  'Asia/Kathmandu',
);
const anySituation: fc.Arbitrary<Situation> = fc.record({
  urgency: fc.constantFrom('urgent', 'normal'),
  choices: fc.record({
    urgent: fc.subarray([...ways]),
    normal: fc.subarray([...ways]),
    quiet: fc.option(fc.record({ from: anyMinute, until: anyMinute }), { nil: undefined }),
    digestAt: fc.option(anyMinute, { nil: undefined }),
  }),
  reachable: fc.subarray([...ways]),
  isAway: fc.boolean(),
  now: anyInstant,
  timeZone: anyZone,
});

describe('whatever was chosen', () => {
  it('nothing goes out before it happened, nor by a way twice, nor to whoever is away', () => {
    fc.assert(
      fc.property(anySituation, (situation) => {
        const planned = decideMessages(situation);
        expect(planned.every(({ dueAt: due }) => due >= situation.now)).toBe(true);
        expect(new Set(planned.map(({ way }) => way)).size).toBe(planned.length);
        const allowed = situation.choices[situation.urgency];
        expect(planned.every(({ way }) => allowed.includes(way) && situation.reachable.includes(way))).toBe(
          true,
        );
        expect(situation.isAway && planned.length > 0).toBe(false);
      }),
    );
  });

  it('what is urgent waits for nothing', () => {
    fc.assert(
      fc.property(anySituation, (situation) => {
        for (const { dueAt: due } of decideMessages({ ...situation, urgency: 'urgent' }))
          expect(due).toBe(situation.now);
      }),
    );
  });

  it('what is routine never rings in quiet hours, and comes within two days', () => {
    fc.assert(
      fc.property(anySituation, (situation) => {
        const { quiet } = situation.choices;
        for (const { dueAt: due } of decideMessages({ ...situation, urgency: 'normal' })) {
          const isQuiet = quiet !== undefined && isWithin(quiet, minuteIn(situation.timeZone, due));
          expect(isQuiet, due.toISOString()).toBe(false);
          expect(due.getTime() - situation.now.getTime()).toBeLessThanOrEqual(51 * 3_600_000);
        }
      }),
    );
  });
});

describe('what is due', () => {
  const situation = (clock: string, choices: Partial<Choices> = {}) => routine(at(clock), choices);

  it('rings at night only where it is urgent, by no way that was given up meanwhile, and with nobody who went away', () => {
    expect(decideSending(situation('21:59'), 'mail')).toBe('now');
    expect(decideSending(situation('22:03'), 'mail')).toEqual(new Date('2026-11-27T23:00:00.000Z'));
    expect(decideSending({ ...situation('22:03'), urgency: 'urgent' }, 'mail')).toBe('now');
    expect(decideSending(situation('22:03', { quiet: undefined }), 'mail')).toBe('now');
    expect(decideSending(situation('15:00', { normal: [] }), 'mail')).toBe('never');
    const away = { ...situation('15:00'), isAway: true };
    expect(decideSending(away, 'mail')).toBe('never');
    expect(decideSending({ ...away, urgency: 'urgent' }, 'mail')).toBe('never');
  });

  it('goes out when it was planned, where nothing was changed', () => {
    fc.assert(
      fc.property(anySituation, (known) => {
        for (const { way, dueAt: due } of decideMessages(known))
          expect(decideSending({ ...known, now: due }, way)).toBe('now');
      }),
    );
  });
});

describe('the next time that it is a minute of the day', () => {
  it('is that minute, not before and within a day, where no clock is changed', () => {
    fc.assert(
      fc.property(anyInstant, anyMinute, (from, minute) => {
        const next = nextMinuteIn(SHANGHAI, from, minute);
        expect(minuteIn(SHANGHAI, next)).toBe(minute);
        expect(next >= from).toBe(true);
        expect(next.getTime() - from.getTime()).toBeLessThan(24 * 3_600_000);
      }),
    );
  });

  // oracle: Berlin's clocks went from 02:00 to 03:00 on 2026-03-29 and from 03:00 to 02:00 on 2026-10-25
  it('follows clocks that are changed', () => {
    const berlin = (from: string, minute: number) =>
      nextMinuteIn('Europe/Berlin', new Date(from), minute).toISOString();
    expect(berlin('2026-03-28T21:00:00Z', 7 * 60)).toBe('2026-03-29T05:00:00.000Z');
    expect(berlin('2026-10-24T20:00:00Z', 7 * 60)).toBe('2026-10-25T06:00:00.000Z');
    expect(berlin('2026-03-28T21:00:00Z', 2 * 60 + 30)).toBe('2026-03-29T01:30:00.000Z');
  });
});
