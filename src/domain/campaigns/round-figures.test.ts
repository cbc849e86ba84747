import fc from 'fast-check';
import { expect, it } from 'vitest';
import { addFigures, type RoundFigures } from './round-figures.ts';

function figuresOf(values: readonly number[]): RoundFigures {
  const n = values.length;
  const mean = values.reduce((total, value) => total + value, 0) / n;
  const sd = Math.sqrt(values.reduce((total, value) => total + (value - mean) ** 2, 0) / (n - 1));
  return { scales: [{ instrumentId: 'phq-9@1', scale: 'total', n, mean, sd }], selections: [] };
}

it('figures of parts add up to those of all persons together', () => {
  const values = fc.array(fc.integer({ min: 0, max: 27 }), { minLength: 10, maxLength: 40 });
  fc.assert(
    fc.property(fc.array(values, { minLength: 1, maxLength: 4 }), (parts) => {
      const [added] = addFigures(parts.map(figuresOf)).scales;
      const [whole] = figuresOf(parts.flat()).scales;
      expect(added?.n).toBe(whole?.n);
      expect(added?.mean).toBeCloseTo(whole?.mean ?? Number.NaN, 9);
      expect(added?.sd).toBeCloseTo(whole?.sd ?? Number.NaN, 9);
    }),
  );
});

it('a part that is hidden stays hidden: it is not in the sum, and an option that one hides is told of none', () => {
  const option = (named: number | null) => ({ optionId: 'peers', first: null, named });
  const part = (n: number | null, named: number | null): RoundFigures => ({
    scales: [{ instrumentId: 'phq-9@1', scale: 'total', n, mean: n === null ? null : 5, sd: 0 }],
    selections: [{ instrumentId: 'hardest-now@1', itemId: 'hardest', n, options: [option(named)] }],
  });
  const { scales, selections } = addFigures([part(20, 11), part(null, null), part(12, null)]);
  expect(scales).toMatchObject([{ n: 32, mean: 5 }]);
  expect(selections).toMatchObject([{ n: 32, options: [{ named: null }] }]);
  expect(addFigures([part(null, null)]).scales).toMatchObject([{ n: null, mean: null, sd: null }]);
});
