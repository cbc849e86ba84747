import { describe, expect, it } from 'vitest';
import { fixtureTable } from '../tables/fixture-table.ts';
import sleepstudy from './fixtures/sleepstudy.json' with { type: 'json' };
import { type MixedModel, fitMixedModel } from './mixed-model.ts';
import type { RowToPredict } from './mixed-predictions.ts';

const sleep = fixtureTable(sleepstudy.data);
const random = [{ group: 'Subject', slopes: ['Days'] }];

function predictSleep(predict: readonly RowToPredict[], df?: 'satterthwaite' | 'kenward-roger'): MixedModel {
  const options = { outcome: 'Reaction', terms: ['Days'], random, predict, diagnostics: true };
  return fitMixedModel(sleep, df === undefined ? options : { ...options, df });
}

/** Two arms in four schools of three classes, with a covariate far from zero. */
function school(shift: number) {
  const rows = Array.from({ length: 240 }, (_, row) => ({
    school: `s${row % 4}`,
    class: `c${Math.floor(row / 4) % 3}`,
    arm: row % 4 < 2 ? 'comparison' : 'treated',
    x: Math.sin(row * row) * 2,
    noise: Math.cos(5 * row) + Math.sin(11 * (row % 12)),
  }));
  return fixtureTable({
    y: rows.map(({ x, arm, noise }) => 0.4 * x + (arm === 'treated' ? 0.7 : 0) + noise),
    x: rows.map(({ x }) => x + shift),
    arm: rows.map(({ arm }) => arm),
    school: rows.map((one) => one.school),
    class: rows.map((one) => one.class),
  });
}

describe('predictions of a mixed model', () => {
  it.each(['satterthwaite', 'kenward-roger'] as const)('at zero are the intercept, by %s', (df) => {
    const model = predictSleep([{ Days: 0 }], df);
    const [intercept] = model.fixed;
    const [prediction] = model.predictions ?? [];
    for (const key of ['estimate', 'se', 'df', 'low', 'high'] as const) {
      expect(prediction?.[key]).toBeCloseTo(intercept?.[key] ?? Number.NaN, 9);
    }
    expect(prediction?.inGroups).toBe(prediction?.estimate);
  });

  it('of a subject add its predicted effects, which are those of lme4', () => {
    const model = predictSleep([{ Days: 9, Subject: 's308' }]);
    const { blup } = sleepstudy.lme4.random_slope_REML;
    const [prediction] = model.predictions ?? [];
    const added = (prediction?.inGroups ?? Number.NaN) - (prediction?.estimate ?? Number.NaN);
    expect(added).toBeCloseTo(blup['308']['(Intercept)'] + 9 * blup['308'].Days, 2);
  });

  it('do not depend on where a covariate or the reference is', () => {
    const options = {
      outcome: 'y',
      terms: ['x', 'arm', 'x:arm'],
      random: [{ group: 'school:class' }],
    };
    const row = { arm: 'treated', school: 's2', class: 'c1' };
    const plain = fitMixedModel(school(0), { ...options, predict: [{ ...row, x: 1.5 }] });
    const other = fitMixedModel(school(1e6), {
      ...options,
      reference: { arm: 'treated' },
      predict: [{ ...row, x: 1e6 + 1.5 }],
    });
    // a shift by a million costs six digits of x
    for (const key of ['estimate', 'se', 'df', 'inGroups'] as const) {
      expect(other.predictions?.[0]?.[key]).toBeCloseTo(plain.predictions?.[0]?.[key] ?? Number.NaN, 7);
    }
    expect(plain.predictions?.[0]?.inGroups).not.toBeCloseTo(plain.predictions?.[0]?.estimate ?? 0, 2);
  });

  it.each<[string, RowToPredict, string]>([
    ['leaves a column out', { Subject: 's308' }, 'predict_incomplete'],
    ['names a level that there is not', { Days: 1, Subject: 'S1' }, 'unknown_level'],
    ['has a label for a number', { Days: 'three' }, 'not_numeric'],
    ['has a number beyond all measure', { Days: 1e300 }, 'number_not_finite'],
  ])('of a row that %s are refused', (_, row, code) => {
    expect(() => predictSleep([row])).toThrow(code);
  });

  it('of a level of a factor that there is not are refused', () => {
    const options = { outcome: 'y', terms: ['arm'], random: [{ group: 'school' }] };
    expect(() => fitMixedModel(school(0), { ...options, predict: [{ arm: 'other' }] })).toThrow(
      'unknown_level',
    );
  });
});
