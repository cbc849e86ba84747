import { expect, test } from 'vitest';
import { byUrgency } from './referral-order.ts';

test('the most urgent comes first, then who has waited longest', () => {
  const at = (day: number, urgency: 'routine' | 'soon' | 'urgent' | null) => ({
    urgency,
    createdAt: `2026-11-0${day}T00:00:00.000Z`,
  });
  const waiting = [at(5, 'routine'), at(4, 'urgent'), at(3, 'soon'), at(2, null), at(1, 'urgent')];
  expect(byUrgency(waiting).map(({ urgency, createdAt }) => `${urgency} ${createdAt[9]}`)).toEqual([
    'urgent 1',
    'urgent 4',
    'soon 3',
    'null 2',
    'routine 5',
  ]);
});
