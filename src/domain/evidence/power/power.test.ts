import * as fc from 'fast-check';
import { Matrix, inverse } from 'ml-matrix';
import { describe, expect, it } from 'vitest';
import { type ClusterTrialPlan, clusterTrialPower, clustersForPower, steppedWedgePower } from './power.ts';

const plan: ClusterTrialPlan = { effect: 0.3, personsPerCluster: 40, icc: 0.05 };

describe('power of a trial that gives classes to arms', () => {
  it('is that of a t test when a class is one person', () => {
    // R: power.t.test(n = 20, delta = 1, sd = 1, strict = TRUE) and for power .90
    const single = { effect: 1, personsPerCluster: 1, icc: 0 };
    expect(clusterTrialPower(single, 20).power).toBeCloseTo(0.868953, 6);
    expect(clustersForPower(single, 0.9)?.clustersPerArm).toBe(23);
  });

  it('is that of a t test of class means', () => {
    // a mean's variance is icc + (1 - icc) / m
    const sd = Math.sqrt(0.05 + 0.95 / 40);
    const means = { effect: 0.3 / sd, personsPerCluster: 1, icc: 0 };
    expect(clusterTrialPower(plan, 12).power).toBeCloseTo(clusterTrialPower(means, 12).power, 12);
  });

  it('grows with classes and effect, and shrinks with ICC, unequal sizes and loss; the first score helps', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 3, max: 60 }),
        fc.double({ min: 0.05, max: 0.8, noNaN: true }),
        fc.double({ min: 0, max: 0.3, noNaN: true }),
        (clusters, effect, icc) => {
          const one = { ...plan, effect, icc };
          const power = (more: Partial<ClusterTrialPlan>, k = clusters) =>
            clusterTrialPower({ ...one, ...more }, k).power;
          const own = power({});
          const slack = 1e-12;
          expect(power({}, clusters + 1)).toBeGreaterThanOrEqual(own - slack);
          expect(power({ effect: effect + 0.1 })).toBeGreaterThanOrEqual(own - slack);
          expect(power({ icc: icc + 0.05 })).toBeLessThanOrEqual(own + slack);
          expect(power({ sizeVariation: 0.5 })).toBeLessThanOrEqual(own + slack);
          expect(power({ attrition: 0.3 })).toBeLessThanOrEqual(own + slack);
          expect(power({ personCorrelation: 0.6 }, clusters + 1)).toBeGreaterThanOrEqual(own - slack);
          expect(power({ effect: -effect })).toBeCloseTo(own, 12);
        },
      ),
      { numRuns: 30 },
    );
  });

  it('finds the fewest classes that suffice, or none', () => {
    const found = clustersForPower(plan, 0.8);
    expect(found?.power).toBeGreaterThanOrEqual(0.8);
    expect(clusterTrialPower(plan, (found?.clustersPerArm ?? 0) - 1).power).toBeLessThan(0.8);
    expect(found?.persons).toBe(2 * 40 * (found?.clustersPerArm ?? 0));
    expect(clustersForPower({ ...plan, effect: 0.001, icc: 0.2 })).toBeUndefined();
  });

  it('refuses an effect of nothing, an ICC of one and half a class', () => {
    expect(() => clustersForPower({ ...plan, effect: 0 })).toThrow('effect');
    expect(() => clusterTrialPower({ ...plan, icc: 1 }, 10)).toThrow('icc');
    expect(() => clusterTrialPower(plan, 2.5)).toThrow('clustersPerArm');
    expect(() => clusterTrialPower({ ...plan, attrition: 1 }, 10)).toThrow('attrition');
  });
});

describe('power of a stepped wedge', () => {
  it('has the standard error of generalised least squares on its own design', () => {
    const { steps, clustersPerStep, m, icc } = { steps: 4, clustersPerStep: 3, m: 20, icc: 0.08 };
    const periods = steps + 1;
    const clusters = steps * clustersPerStep;
    // one row per cluster and period: the mean of its persons
    const design = Matrix.zeros(clusters * periods, periods + 1);
    for (let cluster = 0; cluster < clusters; cluster += 1) {
      for (let period = 0; period < periods; period += 1) {
        const row = cluster * periods + period;
        design.set(row, period, 1);
        design.set(row, periods, Number(period > Math.floor(cluster / clustersPerStep)));
      }
    }
    const covariance = Matrix.zeros(design.rows, design.rows);
    for (let i = 0; i < design.rows; i += 1) {
      for (let j = 0; j < design.rows; j += 1) {
        if (Math.floor(i / periods) === Math.floor(j / periods))
          covariance.set(i, j, icc + (i === j ? (1 - icc) / m : 0));
      }
    }
    const information = design.transpose().mmul(inverse(covariance)).mmul(design);
    const wanted = Math.sqrt(inverse(information).get(periods, periods));
    const { se, power } = steppedWedgePower({
      effect: 0.3,
      personsPerClusterAndPeriod: m,
      icc,
      steps,
      clustersPerStep,
    });
    expect(se).toBeCloseTo(wanted, 12);
    expect(power).toBeGreaterThan(0.5);
  });

  it('refuses one step and half a person', () => {
    const wedge = { effect: 0.3, personsPerClusterAndPeriod: 20, icc: 0.05, steps: 4, clustersPerStep: 2 };
    expect(() => steppedWedgePower({ ...wedge, steps: 1 })).toThrow('steps');
    expect(() => steppedWedgePower({ ...wedge, personsPerClusterAndPeriod: 0.5 })).toThrow('persons');
  });
});
