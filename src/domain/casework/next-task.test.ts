import { describe, expect, it } from 'vitest';
import { type CaseInWork, nextTask } from './next-task.ts';

const reader = { mayDecide: false, today: '2026-11-27' };
const written = (kind: string, minute: number, goals: CaseInWork['records'][number]['goals'] = []) => ({
  kind,
  recordedAt: `2026-11-20T02:${String(minute).padStart(2, '0')}:00.000Z`,
  goals,
});
const inWork = (status: CaseInWork['status'], more: Partial<CaseInWork> = {}): CaseInWork => ({
  status,
  records: [],
  next: [],
  nextStepOn: null,
  isClosureAsked: false,
  ...more,
});

describe('the next task of a case', () => {
  it('is the record of its stage, and the way on once that is written', () => {
    const entered = [written('transition', 1)];
    expect(nextTask(inWork('assessment', { records: entered }), reader)).toEqual({
      kind: 'record',
      record: 'assessment',
    });
    const done = inWork('assessment', {
      records: [...entered, written('assessment', 2)],
      next: [{ to: 'plan', missing: [] }],
    });
    expect(nextTask(done, reader)).toEqual({ kind: 'move', to: 'plan' });
  });

  it('is written anew in a stage that the case comes back to', () => {
    const records = [written('plan', 1, [{}]), written('transition', 2)];
    expect(nextTask(inWork('plan', { records }), reader)).toEqual({ kind: 'record', record: 'plan' });
  });

  it('is the consent that the way on waits for', () => {
    const intake = inWork('intake', {
      records: [written('intake', 1)],
      next: [{ to: 'assessment', missing: ['consent'] }],
    });
    expect(nextTask(intake, reader)).toEqual({ kind: 'consent' });
  });

  it('is to serve as long as a goal of the plan has its day before it, then to review', () => {
    const plan = (dueOn: string) =>
      inWork('intervention', {
        records: [written('plan', 1, [{ dueOn }])],
        next: [{ to: 'review', missing: [] }],
      });
    expect(nextTask(plan('2026-12-01'), reader)).toEqual({ kind: 'encounter' });
    expect(nextTask(plan('2026-11-27'), reader)).toEqual({ kind: 'move', to: 'review' });
    expect(nextTask(inWork('intervention'), reader)).toEqual({ kind: 'encounter' });
  });

  it('after a review is to close where every goal is settled, else to go on', () => {
    const reviewed = (state: 'achieved' | 'partly') =>
      inWork('review', {
        records: [written('transition', 1), written('review', 2, [{ state: 'achieved' }, { state }])],
        next: [{ to: 'intervention', missing: [] }],
      });
    expect(nextTask(reviewed('achieved'), reader)).toEqual({ kind: 'close' });
    expect(nextTask(reviewed('partly'), reader)).toEqual({ kind: 'move', to: 'intervention' });
  });

  it('is the decision for whoever decides, while a request to close waits', () => {
    const asked = inWork('review', { isClosureAsked: true });
    expect(nextTask(asked, { ...reader, mayDecide: true })).toEqual({ kind: 'decide_closure' });
    expect(nextTask(asked, reader)).toEqual({ kind: 'encounter' });
  });

  it('of a closed case is the follow-up that was planned, or nothing', () => {
    const next = [{ to: 'follow_up' as const, missing: [] }];
    expect(nextTask(inWork('closed', { next }), reader)).toBeUndefined();
    expect(nextTask(inWork('closed', { next, nextStepOn: '2026-12-11' }), reader)).toEqual({
      kind: 'move',
      to: 'follow_up',
    });
  });
});
