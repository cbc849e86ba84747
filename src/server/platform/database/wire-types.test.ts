import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parserOf, spellingParserOf, toWire } from './wire-types.ts';

const TIMESTAMPTZ = 1184;

describe('an instant', () => {
  it('of any millisecond is read back from the text that PostgreSQL writes in UTC', () => {
    const from = new Date('1000-01-01T00:00:00Z');
    const to = new Date('9999-12-31T00:00:00Z');
    fc.assert(
      fc.property(fc.date({ min: from, max: to, noInvalidDate: true }), (instant) => {
        // PostgreSQL cuts zeros at the end of the fraction
        const text = instant
          .toISOString()
          .replace('T', ' ')
          .replace(/\.?0*Z$/, (end) => (end.startsWith('.') ? '+00' : `${end.slice(0, -1)}+00`))
          .replace(/(\.\d*?)0+\+00$/, '$1+00');
        expect(parserOf(TIMESTAMPTZ)(text)).toEqual(instant);
        expect(spellingParserOf(TIMESTAMPTZ)(text)).toBe(instant.toISOString());
      }),
    );
  });

  it('in another zone is read by the driver', () => {
    const [text, instant] = ['2026-11-23 08:00:00.000+08', new Date('2026-11-23T00:00:00Z')];
    expect(parserOf(TIMESTAMPTZ)(text)).toEqual(instant);
    expect(spellingParserOf(TIMESTAMPTZ)(text)).toBe(instant.toISOString());
  });
});

describe('a value on its way to the server', () => {
  it('keeps quotes, backslashes and nulls inside an array', () => {
    expect(toWire(['a"b', 'c\\d', null, ''])).toBe('{"a\\"b","c\\\\d",NULL,""}');
  });

  it('is ISO 8601 for an instant, JSON for an object, bytes for bytes', () => {
    const instant = new Date('2026-11-23T00:00:00.120Z');
    expect(toWire([instant])).toBe('{"2026-11-23T00:00:00.120Z"}');
    expect(toWire({ a: [1] })).toBe('{"a":[1]}');
    expect(toWire(Buffer.from('ab'))).toEqual(Buffer.from('ab'));
    expect(toWire(12n)).toBe('12');
  });
});
