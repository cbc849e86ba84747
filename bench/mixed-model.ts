import {
  type Column,
  type DataTable,
  factorFromLabels,
  numericColumn,
} from '../src/domain/evidence/tables/data-table.ts';
import { increase as add } from '../src/domain/evidence/numbers/flat-array.ts';
import { fitMixedModel, type RandomOptions } from '../src/domain/evidence/mixed/mixed-model.ts';
import { createRandom, normal } from '../src/domain/random.ts';
import { median } from './load.ts';

const ROWS = 1_000_000;
const GROUPS = 10_000;
const EFFECT = 0.3;
const SLOPE_SD = 0.2;

/** Milliseconds of each fit, and of the bare limit beside it. */
export interface MixedFigure {
  readonly interceptsMs: number;
  readonly slopesMs: number;
  readonly limitMs: number;
}

/**
 * Models of a million rows in ten thousand groups, one with random intercepts and one with slopes that vary as well,
 * beside their bare limit: one pass over the same numbers that adds up each group's count, sums and products, and fits
 * nothing.
 * @throws Error when a fit does not find the planted effect: then nothing was measured
 */
export function measureMixedModels(rounds: number): MixedFigure {
  const { x, y, codes, table } = plantedTable();
  const intercepts: number[] = [];
  const slopes: number[] = [];
  const limits: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    limits.push(timed(() => void sumsByGroup(x, y, codes, GROUPS)));
    intercepts.push(timed(() => fitIntercepts(table)));
    slopes.push(timed(() => fit(table, { group: 'school', slopes: ['x'] })));
  }
  return {
    interceptsMs: median(intercepts),
    slopesMs: median(slopes),
    limitMs: median(limits),
  };
}

/** @throws Error when the planted effect is not found */
export function fitIntercepts(table: DataTable): void {
  fit(table, { group: 'school' });
}

function fit(table: DataTable, random: RandomOptions): void {
  const { fixed } = fitMixedModel(table, {
    outcome: 'y',
    terms: ['x'],
    random: [random],
    df: 'satterthwaite',
  });
  const effect = fixed.find(({ term }) => term === 'x');
  if (effect === undefined || !(Math.abs(effect.estimate - EFFECT) < 5 * effect.se)) {
    throw new Error('the planted effect was not found');
  }
}

/** A million rows in ten thousand schools, with an effect of x that varies between them. */
export function plantedTable() {
  const random = createRandom(11);
  const intercepts = Float64Array.from({ length: GROUPS }, () => normal(random));
  const slopes = Float64Array.from({ length: GROUPS }, () => SLOPE_SD * normal(random));
  const codes = Int32Array.from({ length: ROWS }, (_, row) => row % GROUPS);
  const x = Float64Array.from({ length: ROWS }, () => normal(random));
  const y = x.map((value, row) => {
    const group = codes[row] ?? 0;
    return (EFFECT + (slopes[group] ?? 0)) * value + (intercepts[group] ?? 0) + 2 * normal(random);
  });
  const labels = Array.from(codes, (code) => `s${code}`);
  const columns = new Map<string, Column>([
    ['x', numericColumn(x)],
    ['y', numericColumn(y)],
    ['school', factorFromLabels(labels)],
  ]);
  return { x, y, codes, table: { rows: ROWS, columns } };
}

/** Each group's count, sums and products: the least that any fit of these groups must read. */
export function sumsByGroup(
  x: Float64Array,
  y: Float64Array,
  codes: Int32Array,
  groups: number,
): Float64Array {
  const sums = new Float64Array(groups * 6);
  for (let row = 0; row < codes.length; row += 1) {
    const place = (codes[row] ?? 0) * 6;
    const left = x[row] ?? 0;
    const right = y[row] ?? 0;
    add(sums, place, 1);
    add(sums, place + 1, left);
    add(sums, place + 2, right);
    add(sums, place + 3, left * left);
    add(sums, place + 4, left * right);
    add(sums, place + 5, right * right);
  }
  return sums;
}

/** Milliseconds. */
export function timed(body: () => void): number {
  const started = performance.now();
  body();
  return performance.now() - started;
}
