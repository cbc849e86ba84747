import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../src/domain/random.ts';
import { growthCheck } from '../src/domain/scoring/instruments/growth-check.ts';
import { scoreResponse } from '../src/domain/scoring/score.ts';
import { answersWithMean } from './planted-answers.ts';

describe('simulated answers', () => {
  it('score to the wanted mean, as near as whole answers allow', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 6, noNaN: true }), fc.integer(), (wanted, seed) => {
        const answers = answersWithMean(createRandom(seed), growthCheck, wanted);
        const { scores, errors } = scoreResponse(growthCheck, answers);
        expect(errors).toEqual([]);
        const inRange = Math.min(5, Math.max(1, wanted));
        expect(Math.abs((scores[0]?.value ?? 0) - inRange)).toBeLessThanOrEqual(1 / 30 + 1e-12);
      }),
    );
  });
});
