import { expect, test } from 'vitest';
import type { CaseRecordView } from './queries.ts';
import { reportClock, runningReports } from './running-reports.ts';

function report(id: string, occurredAt: string, reportedAt: string | null = null): CaseRecordView {
  return {
    id,
    kind: 'mandatory_report',
    occurredAt,
    recordedAt: occurredAt,
    reportedAt,
    text: '瘀青',
    goals: [],
    recordedBy: 'worker',
  };
}

test('a discovery runs until a record of the same discovery says it was reported', () => {
  const first = report('1', '2026-11-24T01:00:00.000Z');
  const second = report('2', '2026-11-24T02:00:00.000Z');
  const made = report('3', first.occurredAt, '2026-11-24T01:20:00.000Z');
  expect(runningReports([first, second])).toEqual([first, second]);
  expect(runningReports([first, second, made])).toEqual([second]);
});

test('the clock of a report is the domain’s', () => {
  const clock = reportClock(report('1', '2026-11-24T01:00:00.000Z'), Date.parse('2026-11-24T02:05:00Z'));
  expect(clock).toMatchObject({ standing: 'overdue', minutes: 65 });
});
