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
const closesAt = '2026-11-16T16:00:00.000Z';
const round = (wave: 'baseline' | 'post', state: 'draft' | 'open' | 'closed') => ({
  campaignId: `${wave}-${state}`,
  title: wave,
  wave,
  state,
  closesAt,
});

test('a participant joins, lets both waves end and the last answers arrive, and hands over once', () => {
  const now = new Date('2026-11-19T16:00:00.000Z');
  const stepOf = (participation: Participation) => nextStep(participation, now).step;
  expect(stepOf({ ...joined, joinedAt: null })).toBe('join');
  expect(stepOf(joined)).toBe('waves');
  expect(stepOf({ ...joined, rounds: [round('baseline', 'closed'), round('post', 'open')] })).toBe('waves');
  const over = { ...joined, rounds: [round('baseline', 'closed'), round('post', 'closed')] };
  expect(nextStep(over, new Date(now.getTime() - 1))).toEqual({ step: 'arriving', until: now });
  expect(stepOf(over)).toBe('release');
  const releasedAt = '2026-11-20T00:00:00.000Z';
  expect(stepOf({ ...over, releasedAt })).toBe('undelivered');
  expect(stepOf({ ...over, releasedAt, deliveredAt: releasedAt })).toBe('done');
});
