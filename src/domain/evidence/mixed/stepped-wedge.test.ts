import { describe, expect, it } from 'vitest';
import { createRandom, normal } from '../../random.ts';
import { type Column, type DataTable, factorFromLabels, numericColumn } from '../tables/data-table.ts';
import { steppedWedgePower } from '../power/power.ts';
import { relativeError } from '../numbers/relative-error.ts';
import { steppedWedge } from './stepped-wedge.ts';

const STEPS = 4;
const PER_STEP = 3;
const PERSONS = 20;
const EFFECT = 0.8;
const PER_PERIOD = 0.5;

interface Row {
  readonly cluster: string;
  readonly period: number;
  readonly treated: number;
  readonly person: string;
  readonly outcome: number;
}

/** A balanced wedge in which everybody gets better with time, whatever is done. */
function simulate(seed: number, { samePersons = false } = {}): Row[] {
  const random = createRandom(seed);
  return Array.from({ length: STEPS * PER_STEP }).flatMap((_, cluster) => {
    const level = 0.6 * normal(random);
    const own = Array.from({ length: PERSONS }, () => (samePersons ? normal(random) : 0));
    return Array.from({ length: STEPS + 1 }).flatMap((__, period) => {
      const shared = 0.2 * normal(random);
      const treated = Number(period > Math.floor(cluster / PER_STEP));
      return own.map((trait, person) => ({
        cluster: `school ${cluster}`,
        period,
        treated,
        person: `person ${person}`,
        outcome: level + shared + trait + PER_PERIOD * period + EFFECT * treated + normal(random),
      }));
    });
  });
}

function tableOf(rows: readonly Row[]): DataTable {
  return {
    rows: rows.length,
    columns: new Map<string, Column>([
      ['outcome', numericColumn(rows.map(({ outcome }) => outcome))],
      ['treated', numericColumn(rows.map(({ treated }) => treated))],
      ['period', numericColumn(rows.map(({ period }) => period))],
      ['cluster', factorFromLabels(rows.map(({ cluster }) => cluster))],
      ['person', factorFromLabels(rows.map(({ person }) => person))],
    ]),
  };
}

const columns = { outcome: 'outcome', treated: 'treated', cluster: 'cluster', period: 'period' };
const rows = simulate(8);

describe('a stepped wedge', () => {
  it('has the standard error of Hussey and Hughes 2007 at its own variances', () => {
    const { effect, model } = steppedWedge(tableOf(rows), { ...columns, clusterPeriods: false });
    const total = Math.sqrt(model.residual.variance + (model.random[0]?.variance ?? 0));
    const { se } = steppedWedgePower({
      effect: EFFECT,
      personsPerClusterAndPeriod: PERSONS,
      icc: model.icc,
      steps: STEPS,
      clustersPerStep: PER_STEP,
    });
    expect(relativeError(effect.se, se * total)).toBeLessThan(1e-8);
  });

  it('does not take what time does for everybody for the intervention', () => {
    const { effect, model, periods, changedOver } = steppedWedge(tableOf(rows), columns);
    expect(effect.low).toBeLessThan(EFFECT);
    expect(effect.high).toBeGreaterThan(EFFECT);
    expect(effect.high).toBeLessThan(EFFECT + PER_PERIOD * STEPS);
    expect(model.converged).toBe(true);
    expect(periods).toEqual(['0', '1', '2', '3', '4']);
    expect(changedOver.slice(0, 4).map(({ period }) => period)).toEqual(['1', '1', '1', '2']);
  });

  it('covers the truth in 95% of wedges, as far as 100 of them can tell', () => {
    const covered = Array.from({ length: 100 }, (_, seed) =>
      steppedWedge(tableOf(simulate(500 + seed)), columns),
    ).filter(({ effect }) => effect.low < EFFECT && effect.high > EFFECT);
    // binomial: fewer than 89 or none missed happen once in two hundred sound procedures
    expect(covered.length).toBeGreaterThanOrEqual(89);
    expect(covered.length).toBeLessThan(100);
  });

  it('knows the same persons again', () => {
    const cohort = simulate(9, { samePersons: true });
    const { effect, model } = steppedWedge(tableOf(cohort), { ...columns, person: 'person' });
    const asOthers = steppedWedge(tableOf(cohort), columns).effect;
    const persons = model.random.find(({ group }) => group === 'cluster:person');
    expect(persons?.low).toBeLessThan(1);
    expect(persons?.high).toBeGreaterThan(1);
    expect(effect.se).toBeLessThan(asOthers.se);
  });

  it('does not mind the order of rows, names of periods, shift or scale', () => {
    const { effect } = steppedWedge(tableOf(rows), columns);
    const other = rows
      .toReversed()
      .map((row) => ({ ...row, period: 2026 + row.period, outcome: 1e6 + 10 * row.outcome }));
    const again = steppedWedge(tableOf(other), columns).effect;
    expect(relativeError(again.estimate, 10 * effect.estimate)).toBeLessThan(1e-6);
    expect(relativeError(again.se, 10 * effect.se)).toBeLessThan(1e-6);
  });

  it('refuses what is none', () => {
    const refusal = (of: readonly Row[]) => () => steppedWedge(tableOf(of), columns);
    expect(refusal(rows.map((row) => ({ ...row, treated: row.period === 4 ? 0 : row.treated })))).toThrow(
      /treatment_withdrawn.*"cluster":"school 0","period":"4"/,
    );
    expect(refusal(rows.map((row, index) => (index === 0 ? { ...row, treated: 1 } : row)))).toThrow(
      /treated_in_part.*school 0/,
    );
    expect(refusal(rows.map((row, index) => (index === 2 ? { ...row, treated: 0.5 } : row)))).toThrow(
      /not_zero_or_one.*"row":3,"value":0.5/,
    );
    expect(refusal(rows.map((row) => ({ ...row, treated: Number(row.period > 1) })))).toThrow(
      'collinear_term',
    );
    expect(refusal(rows.filter(({ cluster }) => cluster === 'school 0'))).toThrow(
      /one_cluster|collinear_term/,
    );
  });
});
