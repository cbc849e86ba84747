import { expect, it } from 'vitest';
import { isFollowUpPlanned, needsFollowUp } from './closing.ts';

it('a case comes to rest at high risk with a follow-up alone, unless the person died', () => {
  const of = (riskLevel: string, closureReason: string | null = null) => ({ riskLevel, closureReason });
  for (const to of ['closed', 'withdrawn'] as const) {
    expect(needsFollowUp(to, of('high'))).toBe(true);
    expect(needsFollowUp(to, of('urgent', 'goals_met'))).toBe(true);
    expect(needsFollowUp(to, of('medium'))).toBe(false);
    expect(needsFollowUp(to, of('high', 'deceased'))).toBe(false);
  }
  expect(needsFollowUp('review', of('high'))).toBe(false);
});

it('a follow-up has a reason and a day that is not over', () => {
  const planned = { reason: '已转介', followUpOn: '2026-11-27' };
  expect(isFollowUpPlanned(planned, '2026-11-27')).toBe(true);
  expect(isFollowUpPlanned(planned, '2026-11-28')).toBe(false);
  expect(isFollowUpPlanned({ ...planned, reason: ' ' }, '2026-11-27')).toBe(false);
  expect(isFollowUpPlanned({ ...planned, followUpOn: null }, '2026-11-27')).toBe(false);
});
