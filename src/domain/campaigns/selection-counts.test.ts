import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hardestNow } from '../scoring/instruments/hardest-now.ts';
import { selectionCounts } from './selection-counts.ts';

const [item] = hardestNow.items;
if (item?.kind !== 'ranking') throw new Error('the first item of hardest-now is a ranking');
const optionIds = item.options.map(({ id }) => id);

test('no shown count is of fewer persons than the limit, nor of all but fewer', () => {
  const selection = fc.uniqueArray(fc.constantFrom(...optionIds), { maxLength: 3 });
  const selections = fc.array(selection, { maxLength: 60 });
  fc.assert(
    fc.property(selections, fc.integer({ min: 3, max: 12 }), (chosen, smallest) => {
      const { n, options } = selectionCounts(item, chosen, smallest);
      const given = chosen.filter(({ length }) => length > 0).length;
      expect([null, given]).toContain(n);
      const isWrong = options.filter(({ optionId, first, named }) => {
        const firstBy = chosen.filter(([option]) => option === optionId).length;
        const namedBy = chosen.filter((each) => each.includes(optionId)).length;
        const isFirstRight = first === null || (first === firstBy && first >= smallest);
        const isEnough = namedBy >= smallest && given - namedBy >= smallest;
        return !isFirstRight || named !== (isEnough ? namedBy : null);
      });
      expect(isWrong).toEqual([]);
    }),
  );
});

test('an empty selection is no answer, and what all answered is not told', () => {
  const money = Array.from({ length: 12 }, () => ['money']);
  const peers = Array.from({ length: 11 }, () => ['peers', 'money']);
  const counts = selectionCounts(item, [...money, ...peers, ['teachers', 'money'], [], []], 10);
  expect(counts.n).toBe(24);
  const optionOf = (id: string) => counts.options.find(({ optionId }) => optionId === id);
  expect(optionOf('money')).toMatchObject({ first: 12, named: null });
  expect(optionOf('peers')).toMatchObject({ first: 11, named: 11 });
});
