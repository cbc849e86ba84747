import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { packBlock, PackedList, type Packing, VALUES_IN_BLOCK } from './packed-list.ts';
import { packedRosterRows, type RosterRow } from './roster-row.ts';
import { type Cell, packedCells } from './sheet.ts';

const text = fc.oneof(
  fc.string({ unit: 'binary' }),
  // halves of characters
  fc.string({ unit: fc.integer({ min: 0xd7ff, max: 0xe000 }).map((unit) => String.fromCharCode(unit)) }),
  fc.constantFrom('', '\n', '\r\n', '\u2028', '\u0000', '"', '\\', '𠮷', '陈欣怡'),
);
const cell: fc.Arbitrary<Cell> = fc.oneof(fc.constant(null), text, fc.double(), fc.boolean(), fc.date());
const cells: fc.Arbitrary<readonly Cell[]> = fc.oneof(
  fc.array(cell, { maxLength: 9 }),
  fc.array(cell, { minLength: 100, maxLength: 200 }),
);
const rosterRow = fc
  .record(
    {
      sheet: fc.option(text, { nil: null }),
      row: fc.nat(),
      name: text,
      sex: fc.constantFrom('male' as const, 'female' as const),
      document: fc.record({
        kind: fc.constant('passport' as const),
        isKindSaid: fc.boolean(),
        isCheckDigitWrong: fc.boolean(),
      }),
      idNumber: text,
      idCountry: text,
      birthDate: fc.constant('2012-03-04' as const),
      studentNumber: text,
      school: text,
      grade: text,
      className: text,
      address: text,
      guardians: fc.array(
        fc.record(
          { relation: fc.constant('mother' as const), name: text, phone: text },
          { requiredKeys: ['relation'] },
        ),
        { maxLength: 3 },
      ),
    },
    { requiredKeys: ['sheet', 'row', 'name', 'guardians'] },
  )
  .map((row): RosterRow => ({ ...row }));

function listOf<Value>(packing: Packing<Value>, values: readonly Value[]): PackedList<Value> {
  const list = new PackedList(packing);
  for (const value of values) list.add(value);
  return list;
}

describe('values kept as bytes', () => {
  it('come back as they went, cells of any kind', () => {
    fc.assert(
      fc.property(fc.array(cells, { maxLength: 20 }), (rows) => {
        expect([...listOf(packedCells, rows)]).toEqual(rows);
      }),
    );
  });

  it('come back as they went, rows of a roster', () => {
    fc.assert(
      fc.property(fc.array(rosterRow, { maxLength: 20 }), (rows) => {
        const list = listOf(packedRosterRows, rows);
        // JSON is what rows are compared by: no field is there that was not, nor as undefined
        expect([...list].map((row) => Object.keys(row).toSorted())).toEqual(
          rows.map((row) => Object.keys(row).toSorted()),
        );
        expect([...list]).toEqual(rows);
      }),
    );
  });

  it('are there by their index over the ends of blocks, in any order, also replaced and added behind', () => {
    const count = VALUES_IN_BLOCK * 2 + 7;
    const numbers: Packing<number> = { write: (value) => value, read: Number };
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(count + 20), fc.nat(), fc.boolean()), { maxLength: 60 }),
        (changes) => {
          const plain = Array.from({ length: count }, (_, at) => at);
          const list = listOf(numbers, plain);
          for (const [index, value, isAdded] of changes) {
            if (isAdded) {
              list.add(value);
              plain.push(value);
            } else if (index < plain.length) {
              list.replace(index, value);
              plain[index] = value;
            }
            expect(list.at(index)).toBe(plain[index]);
          }
          expect(list.length).toBe(plain.length);
          expect([...list]).toEqual(plain);
          expect(list.slice(490, 510)).toEqual(plain.slice(490, 510));
          expect(list.slice(count, count + 100)).toEqual(plain.slice(count, count + 100));
        },
      ),
      { numRuns: 30 },
    );
  });

  it('are taken over in blocks, of which only the last may have room', () => {
    const rows = Array.from({ length: VALUES_IN_BLOCK + 3 }, (_, at): Cell[] => [at, `第${at}行`]);
    const list = new PackedList(packedCells);
    list.addBlock(packBlock(packedCells, rows.slice(0, VALUES_IN_BLOCK)));
    list.addBlock(packBlock(packedCells, rows.slice(VALUES_IN_BLOCK)));
    expect([...list]).toEqual(rows);
    expect(() => list.addBlock(packBlock(packedCells, rows.slice(0, 1)))).toThrow(RangeError);
    expect(list.at(rows.length)).toBeUndefined();
    expect(list.at(-1)).toBeUndefined();
  });
});
