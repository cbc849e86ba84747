import { describe, expect, it } from 'vitest';
import { createRandom, normal, type Random } from '../../random.ts';
import { type Column, factorFromLabels, numericColumn } from '../tables/data-table.ts';
import { fitFromSums } from './fit-from-sums.ts';
import { groupSums } from './group-sums.ts';

const TRUTH = -0.5;
const ICC = 0.1;

/** One trial: half of the schools get the intervention. */
function simulate(random: Random, schools: number, pupils: number) {
  const y = new Float64Array(schools * pupils);
  const arm = new Float64Array(schools * pupils);
  const labels: string[] = [];
  for (let school = 0; school < schools; school += 1) {
    const level = Math.sqrt(ICC) * normal(random);
    for (let pupil = 0; pupil < pupils; pupil += 1) {
      const row = school * pupils + pupil;
      arm[row] = school % 2;
      y[row] = level + (school % 2) * TRUTH + Math.sqrt(1 - ICC) * normal(random);
      labels.push(String(school));
    }
  }
  const columns = new Map<string, Column>([
    ['y', numericColumn(y)],
    ['arm', numericColumn(arm)],
    ['school', factorFromLabels(labels)],
  ]);
  return groupSums({ rows: y.length, columns }, { outcome: 'y', terms: ['arm'], group: 'school' });
}

// oracle: the planted truth; by least squares without clusters R's coverage is 0.51 and 0.645 (coverage_sim)
describe('95% intervals of the arm cover the truth', () => {
  it.each([
    [12, 30, 3000, 'kenward-roger'],
    [12, 30, 3000, 'satterthwaite'],
    [120, 20, 1000, 'satterthwaite'],
  ] as const)(
    '%i schools of %i pupils, %i trials, %s',
    (schools, pupils, trials, df) => {
      const random = createRandom(20_261_125);
      let covered = 0;
      for (let trial = 0; trial < trials; trial += 1) {
        const arm = fitFromSums(simulate(random, schools, pupils), { df }).fixed[1];
        if (arm !== undefined && arm.low <= TRUTH && TRUTH <= arm.high) covered += 1;
      }
      expect(covered / trials).toBeGreaterThanOrEqual(0.935);
      expect(covered / trials).toBeLessThanOrEqual(0.965);
    },
    120_000,
  );
});
