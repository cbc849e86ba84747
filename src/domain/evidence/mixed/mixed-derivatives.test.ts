import * as fc from 'fast-check';
import { LuDecomposition, Matrix, inverse } from 'ml-matrix';
import { describe, expect, it } from 'vitest';
import { createRandom, integerBetween, normal, type Random } from '../../random.ts';
import { orthogonalBasis, projectOut } from '../numbers/orthogonal-basis.ts';
import { findLikelihood, likelihoodSlopes } from './mixed-likelihood.ts';
import { type CovarianceEntry, covarianceEntries, covariancesOf, rootsOf } from './mixed-parameters.ts';
import { productsFromRows } from './mixed-products.ts';
import type { RandomColumns, RandomShape } from './random-columns.ts';
import { standardisedEffects } from './predicted-effects.ts';

/** Pupils at waves, in classes of schools; some change class, some waves are missing, and some pupils were seen once. */
function pupilsAtWaves(
  random: Random,
  { classes, moves, missing }: { classes: number; moves: number; missing: number },
) {
  const rows: Array<{ pupil: number; class: number; school: number; wave: number }> = [];
  for (let pupil = 0; pupil < 24; pupil += 1) {
    let own = pupil % classes;
    for (let wave = 0; wave < 4; wave += 1) {
      if (random() < moves) own = integerBetween(random, 0, classes - 1);
      if (wave > 0 && random() < missing) continue;
      rows.push({ pupil, class: own, school: Math.floor(own / 3), wave });
    }
  }
  return rows;
}

function factorOf(labels: readonly number[], slopes: readonly Float64Array[] = []): RandomColumns {
  const numbers = new Map([...new Set(labels)].map((label, code) => [label, code]));
  return {
    levels: numbers.size,
    codes: Int32Array.from(labels, (label) => numbers.get(label) ?? 0),
    slopes,
  };
}

interface Structure {
  readonly name: string;
  readonly classes: number;
  readonly moves: number;
  readonly missing: number;
  readonly slopes: { readonly pupil?: boolean; readonly class?: boolean; readonly school?: boolean };
  readonly items?: boolean;
}

const STRUCTURES: readonly Structure[] = [
  { name: 'nested, every wave there', classes: 9, moves: 0, missing: 0, slopes: {} },
  { name: 'nested with gaps', classes: 9, moves: 0, missing: 0.4, slopes: {} },
  { name: 'partly crossed', classes: 12, moves: 0.1, missing: 0.2, slopes: {} },
  { name: 'slopes of pupils', classes: 9, moves: 0, missing: 0, slopes: { pupil: true } },
  {
    name: 'slopes of classes and schools',
    classes: 9,
    moves: 0.1,
    missing: 0.1,
    slopes: { class: true, school: true },
  },
  {
    name: 'slopes of all, partly crossed',
    classes: 12,
    moves: 0.2,
    missing: 0.2,
    slopes: { pupil: true, class: true },
  },
  {
    name: 'crossed with items, more than one block of them',
    classes: 6,
    moves: 0,
    missing: 0,
    slopes: {},
    items: true,
  },
];

function studyOf({ classes, moves, missing, slopes, items }: Structure, seed: number) {
  const random = createRandom(seed);
  const rows = pupilsAtWaves(random, { classes, moves, missing });
  const n = rows.length;
  const x = Float64Array.from(rows, () => normal(random));
  const wave = Float64Array.from(rows, (row) => row.wave - 1.5);
  const own = (has: boolean | undefined): Float64Array[] => (has === true ? [wave] : []);
  const factors = [
    factorOf(
      rows.map((row) => row.pupil),
      own(slopes.pupil),
    ),
    factorOf(
      rows.map((row) => row.class),
      own(slopes.class),
    ),
    factorOf(
      rows.map((row) => row.school),
      slopes.school === true ? [wave, x] : [],
    ),
    ...(items === true ? [factorOf(rows.map(() => integerBetween(random, 0, 34)))] : []),
  ].sort((a, b) => b.levels * (1 + b.slopes.length) - a.levels * (1 + a.slopes.length));
  const basis = orthogonalBasis(['x', 'wave'], [x, wave], n);
  const { rest } = projectOut(
    basis,
    Float64Array.from(rows, () => normal(random)),
  );
  const columns = [new Float64Array(n).fill(1 / Math.sqrt(n)), ...basis.columns];
  const products = productsFromRows(columns, rest, factors);
  const entries = covarianceEntries(products.shapes);
  // some variances are zero, and some effects have no part of their own
  const theta = Float64Array.from(entries, () => (random() < 0.25 ? 0 : normal(random)));
  return { products, entries, theta, columns, rest, factors };
}

/** The random columns of a factor, n x (levels * columns). */
function denseColumns({ levels, codes, slopes }: RandomColumns): Matrix {
  const size = 1 + slopes.length;
  const dense = Matrix.zeros(codes.length, levels * size);
  for (const [row, code] of codes.entries()) {
    dense.set(row, code * size, 1);
    for (const [position, slope] of slopes.entries())
      dense.set(row, code * size + position + 1, slope[row] ?? 0);
  }
  return dense;
}

/** The block-diagonal matrix with the same block for each level. */
function everyLevel(levels: number, block: Matrix): Matrix {
  const whole = Matrix.zeros(levels * block.rows, levels * block.rows);
  for (let level = 0; level < levels; level += 1)
    whole.setSubMatrix(block, level * block.rows, level * block.rows);
  return whole;
}

function unitBlock({ columns }: RandomShape, { row, column }: CovarianceEntry): Matrix {
  const block = Matrix.zeros(columns, columns);
  block.set(row, column, 1);
  block.set(column, row, 1);
  return block;
}

type Study = ReturnType<typeof studyOf>;

/** Everything by the textbook's formulas, V inverted as it stands. */
function denseAnswer({ products: { shapes }, entries, theta, columns, rest, factors }: Study) {
  const covariances = covariancesOf(shapes, rootsOf(shapes, entries, theta)).map((flat, factor) => {
    const { levels, columns: k } = shapes[factor] ?? { levels: 0, columns: 0 };
    return everyLevel(levels, Matrix.from1DArray(k, k, Array.from(flat)));
  });
  const z = factors.map(denseColumns);
  const n = rest.length;
  const variance = z.reduce(
    (sum, own, factor) => sum.add(own.mmul(covariances[factor] ?? own).mmul(own.transpose())),
    Matrix.eye(n, n),
  );
  const inverted = inverse(variance);
  const x = new Matrix(columns.map((column) => Array.from(column))).transpose();
  const y = Matrix.columnVector(Array.from(rest));
  const phi = inverse(x.transpose().mmul(inverted).mmul(x));
  const beta = phi.mmul(x.transpose()).mmul(inverted).mmul(y);
  const residual = Matrix.sub(y, x.mmul(beta));
  const bordered = new Matrix(x.to2DArray().map((row, i) => [...row, residual.get(i, 0)]));
  const images = entries.map((entry) => {
    const own = z[entry.factor] ?? x;
    const shape = shapes[entry.factor] ?? { levels: 0, columns: 0 };
    const units = everyLevel(shape.levels, unitBlock(shape, entry));
    return inverted.mmul(own.mmul(units).mmul(own.transpose()));
  });
  const inBorder = (image: Matrix): Matrix => bordered.transpose().mmul(image).mmul(inverted).mmul(bordered);
  const squares = residual.transpose().mmul(inverted).mmul(residual).get(0, 0);
  const degrees = n - x.columns;
  return {
    beta: beta.to1DArray(),
    criterion:
      logDeterminant(variance) -
      logDeterminant(phi) +
      degrees * (1 + Math.log((2 * Math.PI * squares) / degrees)),
    trace: images.map((image) => image.trace()),
    traces: images.flatMap((left) => images.map((right) => left.mmul(right).trace())),
    products: images.flatMap((image) => inBorder(image).to1DArray()),
    residualPairs: images.flatMap((left) =>
      images.map((right) => inBorder(left.mmul(right)).get(x.columns, x.columns)),
    ),
    pairs: images.flatMap((left) => images.flatMap((right) => inBorder(left.mmul(right)).to1DArray())),
    effects: z.flatMap((own, factor) =>
      (covariances[factor] ?? x).mmul(own.transpose()).mmul(inverted).mmul(residual).to1DArray(),
    ),
  };
}

function ownAnswer({ products, entries, theta }: Study): ReturnType<typeof denseAnswer> {
  const point = findLikelihood(products, entries, 'REML', theta);
  if (point === undefined) throw new Error('no likelihood');
  const { derivatives } = likelihoodSlopes(products, entries, 'REML', point, 'exact');
  const average = likelihoodSlopes(products, entries, 'REML', point, 'average');
  return {
    beta: Array.from(point.system.beta),
    criterion: point.criterion,
    trace: Array.from(derivatives.trace),
    traces: derivatives.exact?.traces.to1DArray() ?? [],
    residualPairs: average.derivatives.residualPairs.to1DArray(),
    products: derivatives.products.flatMap((product) => product.to1DArray()),
    pairs: (derivatives.exact?.pairs ?? []).flat().flatMap((pair) => pair.to1DArray()),
    effects: standardisedEffects({ products, maximum: { point, entries } }).flatMap((own) => Array.from(own)),
  };
}

/** The largest difference, as a share of the largest number. */
function gap(actual: number | readonly number[], expected: number | readonly number[]): number {
  const [own, dense] = [[actual].flat(), [expected].flat()];
  const differences = dense.map((value, i) => Math.abs(value - (own[i] ?? Number.NaN)));
  return Math.max(...differences) / Math.max(1, ...dense.map(Math.abs));
}

describe('likelihood, derivatives and predictions against n x n matrices, at any variances', () => {
  it.each(STRUCTURES)('$name', (structure) => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const study = studyOf(structure, seed);
        const dense = denseAnswer(study);
        const own = ownAnswer(study);
        for (const name of Object.keys(dense) as Array<keyof typeof dense>)
          expect(gap(own[name], dense[name]), name).toBeLessThan(1e-9);
      }),
      { numRuns: 6 },
    );
  });
});

function logDeterminant(matrix: Matrix): number {
  const upper = new LuDecomposition(matrix).upperTriangularMatrix;
  return upper.diagonal().reduce((sum, pivot) => sum + Math.log(Math.abs(pivot)), 0);
}
