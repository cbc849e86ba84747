import { describe, expect, it } from 'vitest';
import { changedFields, decideRecordCorrection, doubtTime, mayCorrect } from './correction.ts';

describe('who corrects', () => {
  it('is whoever wrote it, and whoever supervises the work', () => {
    expect(mayCorrect('lan', 'lan', 'own')).toBe(true);
    expect(mayCorrect('lan', 'wei', 'own')).toBe(false);
    expect(mayCorrect('lan', 'wei', 'organisation')).toBe(true);
    expect(mayCorrect('lan', null, 'own')).toBe(false);
    expect(mayCorrect('lan', 'wei', 'aggregate')).toBe(false);
  });
});

describe('what a correction changes', () => {
  it('is named field by field, also within a goal', () => {
    const goals: { goal: string; measure?: string }[] = [{ goal: '睡好' }];
    const before = { occurredAt: '2026-11-20T02:00:00.000Z', text: '外婆', goals };
    expect(changedFields(before, { ...before })).toEqual([]);
    expect(changedFields(before, { ...before, goals: [{ goal: '睡好', measure: '日记' }] })).toEqual([
      'goals',
    ]);
    expect(
      changedFields(before, { ...before, text: '奶奶', occurredAt: '2026-11-20T03:00:00.000Z' }),
    ).toEqual(['occurredAt', 'text']);
  });
});

describe('what a case went on by', () => {
  const at = '2026-11-20T02:00:00.000Z';
  it.each([
    ['a plan without its last goal', false, [{ goal: '睡好' }], [], ['goals_needed']],
    ['goals in a record that had none', false, [], [{ goal: '睡好' }], ['goals_not_here']],
    ['other goals', false, [{ goal: '睡好' }], [{ goal: '早睡' }, { goal: '早起' }], undefined],
  ] as const)('stays: %s', (_, isTransition, before, after, doubts) => {
    const decision = decideRecordCorrection(
      isTransition,
      { occurredAt: at, text: '甲', goals: before },
      { occurredAt: at, text: '乙', goals: after },
    );
    expect(decision).toEqual(doubts === undefined ? { ok: true } : { ok: false, doubts });
  });

  it('is the time of a change of stage, and that it had no reason; a reason that was written has its words corrected', () => {
    const moved = { occurredAt: at, text: '搬家', goals: [] };
    expect(decideRecordCorrection(true, moved, { ...moved, text: '转学' })).toEqual({ ok: true });
    const later = { ...moved, occurredAt: '2026-11-20T03:00:00.000Z' };
    expect(decideRecordCorrection(true, moved, later)).toEqual({ ok: false, doubts: ['time_of_transition'] });
    const silent = { ...moved, text: null };
    expect(decideRecordCorrection(true, silent, moved)).toEqual({
      ok: false,
      doubts: ['words_of_transition'],
    });
  });
});

describe('when something can have happened', () => {
  const now = '2026-11-26T08:00:00.000Z';
  it.each([
    ['2026-11-26T08:10:00.000Z', now, undefined],
    ['2026-11-26T08:10:00.001Z', now, 'in_future'],
    ['2026-11-20T08:10:00.000Z', '2026-11-20T08:00:00.000Z', undefined],
    ['2026-11-20T08:10:00.001Z', '2026-11-20T08:00:00.000Z', 'after_recorded'],
    ['2026-11-27T08:00:00.000Z', '2026-11-20T08:00:00.000Z', 'in_future'],
  ])('%s, written down at %s: %s', (at, recordedAt, doubt) => {
    expect(doubtTime(at, now, 10, recordedAt)).toBe(doubt);
  });
});
