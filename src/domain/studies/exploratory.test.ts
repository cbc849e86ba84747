import { describe, expect, it } from 'vitest';
import { plantedScores } from '../../../test/planted-answers.ts';
import { type Column, factorFromLabels, numericColumn } from '../evidence/tables/data-table.ts';
import { fitMixedModel } from '../evidence/mixed/mixed-model.ts';
import { relativeError } from '../evidence/numbers/relative-error.ts';
import { createRandom } from '../random.ts';
import type { ArmEffect } from './arm-effect.ts';
import { exposureEffects } from './exposure-effects.ts';
import { missingSensitivity } from './missing-sensitivity.ts';
import type { StudyPerson } from './study-person.ts';

const CLASSES = 10;
const PER_SESSION = 0.4;
const PER_TEN_POINTS = 0.5;

/** How much of its checklists a class got. */
const fidelityOf = (index: number): number => (16 + index) / 28;

/** Classes of the intervention in which each session and each tenth of the checklists raised the last score. */
const treated: readonly StudyPerson[] = Array.from({ length: CLASSES }).flatMap((_, index) =>
  plantedScores(createRandom(40 + index), { isIntervention: true, effect: 0, size: 30 }).map(
    ({ baseline, post }, position) => {
      const attended = (position * 7 + index) % 9;
      const planted = PER_SESSION * attended + PER_TEN_POINTS * 10 * fidelityOf(index);
      return {
        classId: `class ${index}`,
        arm: 'intervention',
        isInvited: true,
        hasConsent: true,
        sex: null,
        age: null,
        baseline: { total: baseline },
        post: { total: post + planted },
        attended,
      };
    },
  ),
);

const deliveries = Array.from({ length: CLASSES }, (_, index) => ({
  classId: `class ${index}`,
  playbookId: 'warm-way@1',
  held: 8,
  planned: 8,
  done: 16 + index,
  items: 28,
}));

describe('dose and fidelity', () => {
  const [sessions, fidelity] = exposureEffects(treated, 'total', deliveries);

  it('are found again where they were planted', () => {
    expect(sessions).toMatchObject({ kind: 'sessions', persons: 300, classes: CLASSES });
    expect(sessions?.effect?.low).toBeLessThan(PER_SESSION);
    expect(sessions?.effect?.high).toBeGreaterThan(PER_SESSION);
    expect(sessions?.effect?.low).toBeGreaterThan(0);
    expect(fidelity?.effect?.low).toBeLessThan(PER_TEN_POINTS);
    expect(fidelity?.effect?.high).toBeGreaterThan(PER_TEN_POINTS);
    expect(fidelity?.received).toMatchObject({ least: 16 / 28, most: 25 / 28 });
  });

  it('equal a mixed model of all rows, the class mean of the sessions beside the person’s own', () => {
    const meanOf = (classId: string) => {
      const own = treated.filter((person) => person.classId === classId);
      return own.reduce((sum, { attended }) => sum + (attended ?? 0), 0) / own.length;
    };
    const table = {
      rows: treated.length,
      columns: new Map<string, Column>([
        ['post', numericColumn(treated.map(({ post }) => post?.['total'] ?? Number.NaN))],
        ['baseline', numericColumn(treated.map(({ baseline }) => baseline?.['total'] ?? Number.NaN))],
        ['own', numericColumn(treated.map(({ attended }) => attended ?? Number.NaN))],
        ['mean', numericColumn(treated.map(({ classId }) => meanOf(classId)))],
        ['class', factorFromLabels(treated.map(({ classId }) => classId))],
      ]),
    };
    const { fixed } = fitMixedModel(table, {
      outcome: 'post',
      terms: ['baseline', 'mean', 'own'],
      random: [{ group: 'class' }],
      df: 'kenward-roger',
    });
    const expected = fixed.find(({ term }) => term === 'own');
    expect(relativeError(sessions?.effect?.estimate ?? 0, expected?.estimate ?? 1)).toBeLessThan(1e-8);
    expect(relativeError(sessions?.effect?.low ?? 0, expected?.low ?? 1)).toBeLessThan(1e-6);
  });

  it('say nothing where all received the same, the classes are few, or nothing was recorded', () => {
    const alike = treated.map((person) => ({ ...person, attended: 8 }));
    const same = deliveries.map((delivery) => ({ ...delivery, done: 20 }));
    expect(exposureEffects(alike, 'total', same).map(({ effect }) => effect)).toEqual([null, null]);
    expect(exposureEffects(treated, 'total', deliveries.slice(0, 3)).map(({ effect }) => effect)).toEqual([
      null,
      null,
    ]);
    expect(exposureEffects(treated, 'total', [])[0]).toMatchObject({
      persons: 0,
      received: null,
      effect: null,
    });
  });

  it('carry no p value', () => {
    expect(JSON.stringify(sessions)).not.toContain('"p"');
  });
});

describe('those who were lost', () => {
  const effect = { estimate: 3, low: 1, high: 5 } as ArmEffect;
  const person = (arm: StudyPerson['arm'], isLost: boolean): StudyPerson => ({
    classId: arm,
    arm,
    isInvited: true,
    hasConsent: true,
    sex: null,
    age: null,
    baseline: { total: 1 },
    post: isLost ? null : { total: 1 },
    attended: null,
  });
  // by hand: 2 of 10 lost in the intervention arm, 1 of 10 in the other
  const people = Array.from({ length: 10 }).flatMap((_, index) => [
    person('intervention', index < 2),
    person('comparison', index < 1),
  ]);
  const up = { scale: 'total', direction: 'up' } as const;

  it('move the effect by their share times how much worse they did (White, Carpenter & Horton 2018)', () => {
    const { arms, shifted } = missingSensitivity(people, up, effect, 5);
    expect(arms).toEqual([
      { arm: 'intervention', began: 10, lost: 2 },
      { arm: 'comparison', began: 10, lost: 1 },
    ]);
    const at = (worseBy: number, lostIn: string) =>
      shifted.find((one) => one.worseBy === worseBy && one.lostIn === lostIn);
    // 0.5 SD of 5 points: 2.5 worse; a fifth of them: 0.5
    expect(at(0.5, 'intervention')).toMatchObject({ estimate: 2.5, low: 0.5, high: 4.5 });
    // in both arms: 0.5 less 0.25
    expect(at(0.5, 'both')?.estimate).toBeCloseTo(2.75, 12);
  });

  it('tip the answer where the interval reaches zero, and only a good one can tip', () => {
    // 1 point = 5 points of SD × 0.2 lost × 1 SD
    expect(missingSensitivity(people, up, effect, 5).tipping).toBeCloseTo(1, 12);
    const down = { scale: 'total', direction: 'down' } as const;
    expect(missingSensitivity(people, down, effect, 5).tipping).toBeNull();
    const fewer = { ...effect, estimate: -3, low: -5, high: -1 };
    const lower = missingSensitivity(people, down, fewer, 5);
    expect(lower.tipping).toBeCloseTo(1, 12);
    expect(lower.shifted[0]?.estimate).toBeGreaterThan(-3);
    expect(missingSensitivity(people, up, { ...effect, low: -1 }, 5).tipping).toBeNull();
  });

  it('cannot move anything where nobody was lost or there is no effect', () => {
    const stayed = people.filter(({ post }) => post !== null);
    expect(missingSensitivity(stayed, up, effect, 5)).toMatchObject({ shifted: [], tipping: null });
    expect(missingSensitivity(people, up, undefined, 5).shifted).toEqual([]);
  });
});
