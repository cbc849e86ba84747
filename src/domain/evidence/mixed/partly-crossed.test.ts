import { describe, expect, it } from 'vitest';
import { createRandom, integerBetween, normal } from '../../random.ts';
import { relativeError } from '../numbers/relative-error.ts';
import { fixtureTable } from '../tables/fixture-table.ts';
import { crossingsOf } from './factor-crossings.ts';
import { planElimination } from './elimination-plan.ts';
import pupils from './fixtures/pupils-who-move.json' with { type: 'json' };
import { type RandomOptions, fitMixedModel } from './mixed-model.ts';

const data = fixtureTable(pupils.data);

/** lme4 stops climbing a little below the top. */
const DIGITS = 1e-6;

describe('pupils of whom some change class, against lme4', () => {
  it.each([
    ['intercepts', [{ group: 'pupil' }, { group: 'class' }, { group: 'school' }]],
    ['slopes', [{ group: 'pupil' }, { group: 'class', slopes: ['x'] }]],
  ] as Array<['intercepts' | 'slopes', RandomOptions[]]>)(
    '%s: effects, errors, variances, likelihood and predicted effects',
    (name, random) => {
      const expected = pupils[name];
      const model = fitMixedModel(data, { outcome: 'y', terms: ['x', 'wave'], random, diagnostics: true });
      expect(relativeError(model.logLik, expected.logLik)).toBeLessThan(1e-10);
      for (const [position, { estimate, se }] of model.fixed.entries()) {
        expect(relativeError(estimate, expected.fixef[position] ?? 0)).toBeLessThan(DIGITS);
        expect(relativeError(se, expected.se[position] ?? 0)).toBeLessThan(DIGITS);
      }
      for (const { group, term, variance } of model.random) {
        const place = expected.group.findIndex(
          (own, index) => own === group && expected.var1[index] === term && expected.var2[index] === null,
        );
        expect(relativeError(variance, expected.vcov[place] ?? 0), `${group} ${term}`).toBeLessThan(DIGITS);
      }
      for (const { value } of model.correlations)
        expect(relativeError(value ?? 0, expected.sdcor[3] ?? 0)).toBeLessThan(DIGITS);
      expect(relativeError(model.residual.variance, expected.vcov.at(-1) ?? 0)).toBeLessThan(DIGITS);
      const effectsOf = (level: string): number =>
        model.diagnostics?.effects.find((one) => one.level === level && one.term === '(Intercept)')?.value ??
        0;
      for (const [number, value] of expected.pupils.entries())
        expect(relativeError(effectsOf(`p${number + 1}`), value)).toBeLessThan(1e-5);
      for (const [number, value] of expected.classes.entries())
        expect(relativeError(effectsOf(`c${number}`), value)).toBeLessThan(1e-5);
    },
  );
});

/** Rows of pupils in classes of schools, three waves each. */
function nestedFactors(classes: number) {
  const rows = Array.from({ length: classes * 30 }, (_, row) => row);
  const factor = (levels: number, size: number) => ({
    levels,
    codes: Int32Array.from(rows, (row) => Math.floor(row / size)),
    slopes: [],
  });
  return [factor(classes * 10, 3), factor(classes, 30), factor(classes / 10, 300)];
}

/** Pupils who each answered some of the items. */
function crossedFactors(pupilCount: number, items: number, answers: number) {
  const random = createRandom(5);
  const rows = Array.from({ length: pupilCount * answers }, (_, row) => row);
  return [
    { levels: pupilCount, codes: Int32Array.from(rows, (row) => Math.floor(row / answers)), slopes: [] },
    { levels: items, codes: Int32Array.from(rows, () => integerBetween(random, 0, items - 1)), slopes: [] },
  ];
}

function planOf(factors: ReturnType<typeof nestedFactors>) {
  return planElimination(
    factors.map(({ levels }) => ({ levels, columns: 1 })),
    crossingsOf(factors),
  );
}

describe('how many groups are possible', () => {
  it('counts nested ones only once, however many: each touches what it lies in and nothing else', () => {
    const plan = planOf(nestedFactors(2000));
    expect(plan.core).toBe(0);
    // a pupil touches a class and a school, a class its school
    expect(plan.entries).toBe(20_000 * 3 + 2000 * 2 + 200);
  });

  it('holds as one block what is truly crossed', () => {
    const plan = planOf(crossedFactors(400, 120, 20));
    expect(plan.core).toBeGreaterThan(100);
  });

  it.each([
    ['items that every pupil may have answered', 8000, 3600, 30],
    ['so many that not even who touches whom is written down', 12_000, 8000, 40],
  ])('refuses %s, before it fits anything', (_, pupilCount, items, answers) => {
    expect(() => planOf(crossedFactors(pupilCount, items, answers))).toThrow(
      /too_many_random_effects \{"effects":\d+,"most":3000\}/,
    );
  });

  it('fits more classes than one dense block could hold', () => {
    const random = createRandom(3);
    const classes = 4000;
    const effects = Array.from({ length: classes }, () => normal(random));
    const pupil = Array.from({ length: classes * 6 }, (_, row) => Math.floor(row / 2));
    const school = pupil.map((own) => `s${Math.floor(own / 300)}`);
    const x = pupil.map(() => normal(random));
    const ofPupil = pupil.map(() => normal(random));
    const y = x.map(
      (value, row) =>
        0.5 * value + (effects[Math.floor(row / 6)] ?? 0) + (ofPupil[pupil[row] ?? 0] ?? 0) + normal(random),
    );
    const table = fixtureTable({
      y,
      x,
      pupil: pupil.map((own) => `p${own}`),
      class: pupil.map((own) => `c${Math.floor(own / 3)}`),
      school,
    });
    const model = fitMixedModel(table, {
      outcome: 'y',
      terms: ['x'],
      random: [{ group: 'school' }, { group: 'class' }, { group: 'pupil' }],
    });
    expect(model.converged).toBe(true);
    const variances = model.random.map(({ variance }) => variance);
    expect(variances[1]).toBeGreaterThan(0.85);
    expect(variances[1]).toBeLessThan(1.15);
    expect(Math.abs((model.fixed[1]?.estimate ?? 0) - 0.5)).toBeLessThan(5 * (model.fixed[1]?.se ?? 0));
  });
});
