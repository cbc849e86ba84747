import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { Type } from 'typebox';
import {
  CalendarDay,
  Exactly,
  Id,
  Instant,
  Nullable,
  OneOf,
  PlainText,
} from '../../../contract/operation.ts';
import { newId } from '../database/ids.ts';
import { makeSerializer } from './validation.ts';

const words = ['low', 'high', 'not_now'] as const;
const schema = Type.Array(
  Exactly({
    id: Id,
    name: PlainText({ maxLength: 100 }),
    note: Nullable(Type.String()),
    at: Nullable(Instant),
    level: Nullable(OneOf(words)),
    others: Type.Array(Id),
  }),
);
const serialise = makeSerializer()({ schema, method: 'GET', url: '/' });

describe('an answer', () => {
  it('of ids, instants, words and whatever people write is read back as it was', () => {
    const text = fc.oneof(fc.string(), fc.constantFrom('"', '\\', '\n', '\u2028', '陈"欣', '\ud800', '𠮷'));
    const row = fc.record({
      id: fc.uuid(),
      name: text,
      note: fc.option(text),
      at: fc.option(fc.date({ noInvalidDate: true }).map((date) => date.toISOString())),
      level: fc.option(fc.constantFrom(...words)),
      others: fc.array(fc.uuid(), { maxLength: 3 }),
    });
    fc.assert(
      fc.property(fc.array(row, { maxLength: 5 }), (rows) => {
        expect(JSON.parse(serialise(rows))).toEqual(rows);
      }),
    );
  });

  it('escapes a word that could hold a quote', () => {
    const odd = makeSerializer()({ schema: OneOf(['"', 'plain'] as const), method: 'GET', url: '/' });
    expect(odd('"')).toBe(String.raw`"\""`);
  });

  it('of several forms is written in the form that its formats tell, and nothing is warned of', () => {
    const warn = vi.spyOn(console, 'warn');
    const either = Type.Union([Exactly({ at: Instant, id: Id }), Exactly({ at: CalendarDay })]);
    const choose = makeSerializer()({ schema: Type.Array(either), method: 'GET', url: '/' });
    const forms = [{ at: '2026-11-27' }, { at: '2026-11-27T00:00:00.000Z', id: newId() }];
    expect(JSON.parse(choose(forms))).toEqual(forms);
    expect(warn).not.toHaveBeenCalled();
  });
});
