import { fitMixedModel } from '../src/domain/evidence/mixed/mixed-model.ts';
import {
  type Column,
  type DataTable,
  factorFromLabels,
  numericColumn,
} from '../src/domain/evidence/tables/data-table.ts';
import { createRandom, normal } from '../src/domain/random.ts';
import { median } from './load.ts';
import { sumsByGroup, timed } from './mixed-model.ts';

const CLASSES = 300;
const PUPILS = 10_000;
const WAVES = 4;
const EFFECT = 0.5;

/** Milliseconds of the fit, and of the bare limit beside it. */
export interface NestedFigure {
  readonly fitMs: number;
  readonly limitMs: number;
}

/**
 * A model of pupils in classes, all seen at four waves, beside its bare limit: one pass over the same numbers that adds up
 * the count, sums and products of each pupil and each class, and fits nothing.
 * @throws Error when the fit does not find the planted effect: then nothing was measured
 */
export function measureNestedModel(rounds: number): NestedFigure {
  const { x, y, pupils, classes, table } = plantedPupils();
  const fits: number[] = [];
  const limits: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    limits.push(timed(() => void [sumsByGroup(x, y, pupils, PUPILS), sumsByGroup(x, y, classes, CLASSES)]));
    fits.push(timed(() => fit(table)));
  }
  return { fitMs: median(fits), limitMs: median(limits) };
}

function fit(table: DataTable): void {
  const { fixed } = fitMixedModel(table, {
    outcome: 'y',
    terms: ['x'],
    random: [{ group: 'class' }, { group: 'pupil' }],
    df: 'satterthwaite',
  });
  const effect = fixed.find(({ term }) => term === 'x');
  if (effect === undefined || !(Math.abs(effect.estimate - EFFECT) < 5 * effect.se)) {
    throw new Error('the planted effect was not found');
  }
}

function plantedPupils() {
  const random = createRandom(12);
  const rows = PUPILS * WAVES;
  const ofClass = Float64Array.from({ length: CLASSES }, () => 0.8 * normal(random));
  const ofPupil = Float64Array.from({ length: PUPILS }, () => normal(random));
  const pupils = Int32Array.from({ length: rows }, (_, row) => Math.floor(row / WAVES));
  const classes = pupils.map((pupil) => pupil % CLASSES);
  const x = Float64Array.from({ length: rows }, () => normal(random));
  const y = x.map((value, row) => {
    const shared = (ofClass[classes[row] ?? 0] ?? 0) + (ofPupil[pupils[row] ?? 0] ?? 0);
    return EFFECT * value + shared + 1.3 * normal(random);
  });
  const columns = new Map<string, Column>([
    ['x', numericColumn(x)],
    ['y', numericColumn(y)],
    ['class', factorFromLabels(Array.from(classes, (code) => `c${code}`))],
    ['pupil', factorFromLabels(Array.from(pupils, (code) => `p${code}`))],
  ]);
  return { x, y, pupils, classes, table: { rows, columns } };
}
