import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type StudyDesign, decideAnalysis } from './decide-analysis.ts';

const trial: StudyDesign = {
  clusters: 120,
  armsAssignedTo: 'cluster',
  clustersInSmallestArm: 60,
  arms: 2,
  randomised: true,
  regions: 3,
  waves: 2,
};

describe('deciding the analysis of a study', () => {
  it('gives a randomised trial of many schools one mixed ANCOVA with Satterthwaite', () => {
    expect(decideAnalysis(trial)).toEqual({
      allowed: [
        {
          kind: 'mixed',
          method: 'REML',
          df: 'satterthwaite',
          random: ['cluster'],
          fixed: ['baseline', 'arm', 'region', 'arm:region'],
          outcome: 'score',
        },
      ],
      refused: ['compare', 'paired', 'ancova'].map((kind) => ({ kind, code: 'person_level_p_on_clusters' })),
      poolRegions: true,
    });
  });

  it('shows ANCOVA and change score for groups that existed before', () => {
    const { allowed } = decideAnalysis({ ...trial, randomised: false });
    expect(allowed.map(({ outcome }) => outcome)).toEqual(['score', 'change']);
  });

  it('asks for Kenward-Roger up to forty clusters', () => {
    const degrees = [40, 41].map((clusters) => decideAnalysis({ ...trial, clusters, regions: 1 }).allowed[0]);
    expect(degrees).toMatchObject([{ df: 'kenward-roger' }, { df: 'satterthwaite' }]);
  });

  it('adds the person as a random factor when there are more than two waves', () => {
    expect(decideAnalysis({ ...trial, waves: 4, regions: 1 }).allowed).toMatchObject([
      { random: ['cluster', 'person'], fixed: ['arm', 'wave', 'arm:wave'] },
    ]);
  });

  it.each([
    ['a single class', { clusters: 1 }, 'one_cluster'],
    ['one school per arm', { clusters: 2, clustersInSmallestArm: 1 }, 'arm_confounded_with_cluster'],
    ['one arm measured once in one region', { arms: 1, waves: 1, regions: 1 }, 'one_arm_one_wave'],
  ] as const)('refuses every test for %s and says why', (_, change, code) => {
    const { allowed, refused } = decideAnalysis({ ...trial, ...change });
    expect(allowed).toEqual([]);
    expect(refused).toContainEqual({ kind: 'mixed', code });
  });

  it('lets persons without clusters be compared as persons', () => {
    const persons: StudyDesign = { ...trial, clusters: 0, armsAssignedTo: 'person', regions: 1 };
    expect(decideAnalysis(persons).allowed).toEqual([{ kind: 'ancova', outcome: 'score' }]);
    expect(decideAnalysis({ ...persons, randomised: false }).allowed).toHaveLength(2);
    expect(decideAnalysis({ ...persons, arms: 1 }).allowed).toEqual([{ kind: 'paired', outcome: 'change' }]);
    expect(decideAnalysis({ ...persons, waves: 1 }).allowed).toEqual([{ kind: 'compare', outcome: 'score' }]);
    expect(decideAnalysis({ ...persons, waves: 3 }).allowed).toMatchObject([
      { kind: 'mixed', random: ['person'] },
    ]);
  });

  it('never allows a person-level test on clustered persons, whatever the design', () => {
    const designs = fc.record({
      clusters: fc.integer({ min: 1, max: 200 }),
      armsAssignedTo: fc.constantFrom('cluster' as const, 'person' as const),
      clustersInSmallestArm: fc.integer({ min: 0, max: 50 }),
      arms: fc.integer({ min: 1, max: 4 }),
      randomised: fc.boolean(),
      regions: fc.integer({ min: 1, max: 5 }),
      waves: fc.integer({ min: 1, max: 5 }),
    });
    fc.assert(
      fc.property(designs, (design) => {
        const { allowed, refused } = decideAnalysis(design);
        expect(allowed.every(({ kind }) => kind === 'mixed')).toBe(true);
        expect(refused.filter(({ code }) => code === 'person_level_p_on_clusters')).toHaveLength(3);
      }),
    );
  });
});
