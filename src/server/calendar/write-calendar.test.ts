import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readByIcalJs, readByPython } from '../../../test/icalendar.ts';
import type { CalendarEvent } from '../../domain/calendar/calendar-event.ts';
import { writeCalendar } from './write-calendar.ts';

const changedAt = new Date('2026-11-20T03:04:05Z');

function write(events: readonly CalendarEvent[], name = '暖途 · 我的日程', siteName = () => '站点') {
  return writeCalendar({
    name,
    language: 'zh-CN',
    timeZone: 'Asia/Shanghai',
    origin: 'https://nuantu.example',
    events,
    siteName,
  });
}

function eventOf(title: string, when: CalendarEvent['when'], index = 0): CalendarEvent {
  return {
    id: `test.${index}`,
    when,
    title: { zh: title, en: title },
    siteId: 'one',
    path: '/cases?view=alerts',
    sequence: 3,
    changedAt,
  };
}

test('a day is a date that ends where the next begins, an instant stands in UTC and has no end', () => {
  const text = write([
    eventOf('小组活动：第 6 次', { day: '2027-02-28' }, 1),
    eventOf('预警处理期限', { at: new Date('2026-11-27T16:30:00Z') }, 2),
  ]);
  // RFC 5545, 3.3.4, 3.3.5 and 3.8.2.2, by hand
  expect(text).toContain('\r\nDTSTART;VALUE=DATE:20270228\r\nDTEND;VALUE=DATE:20270301\r\n');
  expect(text).toContain('\r\nDTSTART:20261127T163000Z\r\n');
  expect(text).toContain('\r\nSEQUENCE:3\r\nDTSTAMP:20261120T030405Z\r\n');
  expect(text).toContain('\r\nREFRESH-INTERVAL;VALUE=DURATION:PT1H\r\n');
  expect(text).toMatch(/^BEGIN:VCALENDAR\r\nVERSION:2\.0\r\n.*\r\nEND:VCALENDAR\r\n$/s);
  // what is said of the whole stands before its events (3.6)
  expect(text.indexOf('X-WR-TIMEZONE:Asia/Shanghai')).toBeLessThan(text.indexOf('BEGIN:VEVENT'));
  expect(readByIcalJs(text)).toEqual(readByPython(text));
});

// no backslash: python3-icalendar 4.0.3 reads \\\; as ; where the standard says \;
const words = fc
  .array(fc.constantFrom(...'小组活动𠮷·第次，,;:"n 一二三aé👩‍👧'), { minLength: 1, maxLength: 120 })
  .map((letters) => letters.join('').trim())
  .filter((text) => text !== '');

test('long Chinese text is folded at 75 octets between characters, and two readers find it whole', () => {
  fc.assert(
    fc.property(fc.array(words, { minLength: 1, maxLength: 6 }), words, (titles, name) => {
      const events = titles.map((title, index) => eventOf(title, { day: '2026-11-30' }, index));
      const text = write(events, name, () => name);
      for (const line of text.split('\r\n')) {
        expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
        expect(line).toBe(line.toWellFormed());
      }
      const byIcalJs = readByIcalJs(text);
      expect(byIcalJs.events.map(({ summary }) => summary)).toEqual(titles);
      expect(byIcalJs.name).toBe(name.replaceAll(/[,;\s]+/g, ' ').trim() || 'Nuantu');
      expect(readByPython(text)).toEqual(byIcalJs);
    }),
    { numRuns: 12 },
  );
});

test('a backslash comes back as it was', () => {
  const title = String.raw`a\;b\n\,c\\d`;
  const text = write([eventOf(title, { day: '2026-11-30' })]);
  expect(readByIcalJs(text)).toMatchObject({ events: [{ summary: title }] });
});

test('a line break in the name of a site begins no property of its own', () => {
  const name = '站点\r\nX-EVIL:1\nEND:VCALENDAR';
  const text = write([eventOf('小组活动', { day: '2026-11-30' })], name, () => name);
  expect(text).not.toMatch(/^X-EVIL/m);
  expect(readByIcalJs(text).events).toHaveLength(1);
  expect(readByPython(text).events).toHaveLength(1);
});

test('the same events make the same text, and a calendar without events is one', () => {
  const events = [eventOf('小组活动', { day: '2026-11-30' })];
  expect(write(events)).toBe(write(events));
  expect(readByIcalJs(write([]))).toEqual(readByPython(write([])));
});

test('characters that no calendar may hold are marked, and two readers take the rest', () => {
  const text = write(
    [eventOf('小组\u0000一\u0007二\ufffe三\ud800\u000b四', { day: '2027-02-28' })],
    '甲\u0008',
  );
  // oxlint-disable-next-line no-control-regex
  expect(text).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ufffe]/);
  expect(text).toContain('SUMMARY:小组\ufffd一\ufffd二\ufffd三\ufffd\\n四');
  expect(readByIcalJs(text)).toEqual(readByPython(text));
});
