import { describe, expect, it } from 'vitest';
import { clusterTrialPower } from '../evidence/power/power.ts';
import { powerCurve, sampleSize } from './sample-size.ts';

const assumptions = {
  effect: 0.3,
  pupilsPerClass: 40,
  icc: 0.05,
  correlation: 0.6,
  attrition: 0.1,
  power: 0.8,
};

describe('the size of a study', () => {
  it('is the fewest classes that reach the power, losses and the first score taken into account', () => {
    const { classesPerArm } = sampleSize(assumptions);
    const plan = { effect: 0.3, personsPerCluster: 40, icc: 0.05, personCorrelation: 0.6, attrition: 0.1 };
    expect(clusterTrialPower(plan, classesPerArm ?? 2).power).toBeGreaterThanOrEqual(0.8);
    expect(clusterTrialPower(plan, (classesPerArm ?? 3) - 1).power).toBeLessThan(0.8);
    expect(sampleSize({ ...assumptions, attrition: 0.5 }).classesPerArm).toBeGreaterThan(classesPerArm ?? 0);
  });

  it('has a curve that rises through the number that is needed', () => {
    for (const effect of [0.2, 0.3, 0.8]) {
      const size = sampleSize({ ...assumptions, effect });
      const curve = powerCurve(size);
      const numbers = curve.map(({ classesPerArm }) => classesPerArm);
      expect(numbers).toContain(size.classesPerArm);
      expect(Math.min(...numbers)).toBeGreaterThanOrEqual(2);
      const powers = curve.map(({ power }) => power);
      expect(powers).toEqual(powers.toSorted((a, b) => a - b));
      expect(powers.at(-1)).toBeGreaterThan(0.8);
    }
  });

  it('says when no number of classes is enough', () => {
    const size = sampleSize({ ...assumptions, effect: 0.001 });
    expect(size.classesPerArm).toBeNull();
    expect(powerCurve(size).every(({ power }) => power < 0.8)).toBe(true);
  });
});
