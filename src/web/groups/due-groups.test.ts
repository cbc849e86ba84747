import { expect, test } from 'vitest';
import { dueGroups } from './due-groups.ts';

const group = (name: string, nextOn: string | null, leader = 'me') => ({ name, nextOn, leaderIds: [leader] });

test('own groups that are due within a week or overdue, the earliest first', () => {
  const groups = [
    group('in a week', '2027-01-03'),
    group('in eight days', '2027-01-04'),
    group('all held', null),
    group('somebody else’s', '2026-12-27', 'another'),
    group('not recorded', '2026-12-20'),
    group('today', '2026-12-27'),
  ];
  const due = dueGroups(groups, 'me', '2026-12-27').map(({ name }) => name);
  expect(due).toEqual(['not recorded', 'today', 'in a week']);
});
