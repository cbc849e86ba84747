import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isCalendarDay } from '../instant.ts';
import { ageOn, parseCalendarDay } from './calendar-day.ts';

const anyDay = fc
  .date({ min: new Date('1900-01-01T00:00:00Z'), max: new Date('2199-12-31T00:00:00Z'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));

describe('a date as Chinese spreadsheets hold it', () => {
  it.each([
    '2012-03-04',
    '2012/3/4',
    '2012.3.4',
    '2012年3月4日',
    '2012年03月04号',
    '20120304',
    '２０１２－０３－０４',
    ' 2012-3-4 ',
    '2012-03-04 00:00:00',
    '2012-03-04T08:30:00.000Z',
    '40972',
    20120304,
    40972,
    40972.75,
    new Date('2012-03-04T00:00:00Z'),
    // midnight in China, in universal time and with its zone; a writer that takes Shanghai's time of 1901 misses it by 43 s
    '2012-03-03T16:00:00.000Z',
    '2012/3/3 16:00:00+00:00',
    '2012-03-04T00:00:00+08:00',
    '2012-03-04T23:30:00+08:00',
    new Date('2012-03-03T23:59:16.999Z'),
    new Date('2012-03-03T23:54:17Z'),
    new Date('2012-03-04T09:30:00Z'),
    40_971.999_502,
  ])('reads %s', (value) => {
    expect(parseCalendarDay(value)).toEqual({ ok: true, day: '2012-03-04' });
  });

  // oracle: the 1900 date system of ECMA-376 part 1, 18.17.4.1; its serial 60 is a 29 February 1900 that never was
  it.each([
    [1, '1900-01-01'],
    [59, '1900-02-28'],
    [61, '1900-03-01'],
    [25_569, '1970-01-01'],
    [45_658, '2025-01-01'],
  ])('takes the Excel serial number %i for %s', (serial, day) => {
    expect(parseCalendarDay(serial)).toEqual({ ok: true, day });
  });

  it.each([
    '',
    '2012',
    '2012-03',
    '3/4/2012',
    '12-3-4',
    '明天',
    '201203',
    '2012-03-04-05',
    2012,
    0,
    -3,
    Number.NaN,
  ])('refuses %s, which could mean several days or none', (value) => {
    expect(parseCalendarDay(value)).toEqual({ ok: false, reason: 'date_format' });
  });

  it.each(['2012-03-03T17:00:00Z', '2012-03-03T23:00:00.000Z', new Date('2012-03-03T16:00:00Z')])(
    'refuses %s, of which nobody knows whose day it means',
    (value) => {
      expect(parseCalendarDay(value)).toEqual({ ok: false, reason: 'date_time' });
    },
  );

  it.each([
    [39_506, '2012-02-29'],
    ['39506', '2012-02-29'],
  ])('counts %s from 1904 on where the workbook does', (serial, day) => {
    expect(parseCalendarDay(serial, { startsIn1904: true })).toEqual({ ok: true, day });
  });

  it.each(['2012-02-30', '2011-02-29', '2012年13月1日', '20120431', '1880-01-01', '2200-01-01', 60])(
    'calls %s impossible',
    (value) => {
      expect(parseCalendarDay(value)).toEqual({ ok: false, reason: 'date_impossible' });
    },
  );

  it('reads back every day in every notation', () => {
    fc.assert(
      fc.property(anyDay, (day) => {
        const [year = '', month = '', date = ''] = day.split('-');
        const notations = [
          day,
          `${year}/${Number(month)}/${Number(date)}`,
          `${year}年${Number(month)}月${Number(date)}日`,
          year + month + date,
          Number(year + month + date),
          new Date(`${day}T00:00:00Z`),
        ];
        for (const notation of notations) expect(parseCalendarDay(notation)).toEqual({ ok: true, day });
      }),
    );
  });

  it('never throws, whatever a cell holds', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.double(), fc.date()), (value) => {
        const parsed = parseCalendarDay(value);
        expect(parsed.ok ? isCalendarDay(parsed.day) : parsed.reason).toBeTruthy();
      }),
    );
  });
});

describe('age', () => {
  it.each([
    ['2012-03-04', '2026-03-03', 13],
    ['2012-03-04', '2026-03-04', 14],
    ['2012-02-29', '2026-02-28', 13],
    ['2012-02-29', '2026-03-01', 14],
    ['2012-02-29', '2028-02-29', 16],
    ['2012-03-04', '2012-03-04', 0],
  ])('of someone born on %s is on %s %i completed years', (birthDate, day, age) => {
    expect(ageOn(birthDate, day)).toBe(age);
  });

  it('does not exist before the birth, nor for a malformed day', () => {
    expect(() => ageOn('2012-03-04', '2012-03-03')).toThrow(RangeError);
    expect(() => ageOn('2012-3-4', '2026-03-03')).toThrow(RangeError);
  });
});
