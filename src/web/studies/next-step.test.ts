import { expect, test } from 'vitest';
import { nextStep, type Participation } from './next-step.ts';

const joined: Participation = {
  joinedAt: '2026-09-01T00:00:00.000Z',
  classes: [],
  rounds: [],
  hasLaterAnswers: false,
  releasedAt: null,
  deliveredAt: null,
};
const round = (wave: 'baseline' | 'post', state: 'draft' | 'open' | 'closed') => ({
  campaignId: `${wave}-${state}`,
  title: wave,
  wave,
  state,
});

test('a participant joins, lets both waves end, and hands over once', () => {
  expect(nextStep({ ...joined, joinedAt: null })).toBe('join');
  expect(nextStep(joined)).toBe('waves');
  expect(nextStep({ ...joined, rounds: [round('baseline', 'closed'), round('post', 'open')] })).toBe('waves');
  const over = { ...joined, rounds: [round('baseline', 'closed'), round('post', 'closed')] };
  expect(nextStep(over)).toBe('release');
  const releasedAt = '2026-11-20T00:00:00.000Z';
  expect(nextStep({ ...over, releasedAt })).toBe('undelivered');
  expect(nextStep({ ...over, releasedAt, deliveredAt: releasedAt })).toBe('done');
});
