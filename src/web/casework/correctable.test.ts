import { expect, it } from 'vitest';
import { changedLines, correctableEncounter, correctableRecord, mergeCorrection } from './correctable.ts';

const base = { kind: 'phone', occurredAt: '2026-11-20T02:00:00.000Z', minutes: 45, note: '谈了睡眠' };

it('what I changed stays mine, and what a colleague corrected meanwhile stays theirs', () => {
  const mine = { ...base, note: '谈了家里' };
  const theirs = { ...base, minutes: 15 };
  expect(mergeCorrection(base, mine, theirs)).toEqual({ ...base, note: '谈了家里', minutes: 15 });
});

it('where both changed the same, mine stands in the form', () => {
  expect(mergeCorrection(base, { ...base, minutes: 20 }, { ...base, minutes: 15 }).minutes).toBe(20);
});

it('of two versions the fields that differ are shown, line by line', () => {
  const lines = (minutes: string, note: string) => [
    { label: '时长', text: minutes },
    { label: '过程记录', text: note },
  ];
  expect(changedLines(lines('45', '一\n二'), lines('45', '一\n三'))).toEqual({
    before: ['过程记录 一', '二'],
    after: ['过程记录 一', '三'],
  });
});

it('what was never corrected has one version: as it was written', () => {
  const encounter = {
    ...base,
    kind: 'phone' as const,
    id: 'e',
    caseId: 'c',
    version: 1,
    recordedBy: 'lan',
    createdAt: '2026-11-20T03:00:00.000Z',
    helpers: [],
    nextStep: null,
    nextStepOn: null,
    history: [],
  };
  expect(correctableEncounter(encounter).versions).toEqual([
    { version: 1, recordedBy: 'lan', recordedAt: '2026-11-20T03:00:00.000Z', reason: null, content: base },
  ]);
  const moved = {
    id: 'r',
    version: 1,
    kind: 'transition' as const,
    occurredAt: base.occurredAt,
    recordedAt: base.occurredAt,
    reason: '搬家',
    text: null,
    goals: [],
    recordedBy: 'lan',
    history: [],
  };
  expect(correctableRecord(moved).current).toMatchObject({ reason: null, content: { text: '搬家' } });
});
