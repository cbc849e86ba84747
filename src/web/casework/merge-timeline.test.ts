import { expect, test } from 'vitest';
import { mergeTimeline } from './merge-timeline.ts';
import type { CaseRecordView, ClosureRequestView, EncounterView, ReportView } from './queries.ts';

const record = (id: string, occurredAt: string) => ({ id, occurredAt }) as CaseRecordView;
const encounter = (id: string, occurredAt: string) => ({ id, occurredAt }) as EncounterView;
const idsOf = (entries: ReturnType<typeof mergeTimeline>) =>
  entries.map((entry) => {
    switch (entry.type) {
      case 'record':
        return entry.record.id;
      case 'report':
        return entry.report.id;
      case 'closure':
        return entry.request.id;
      case 'encounter':
        return entry.encounter.id;
    }
  });

const records = [record('r1', '2026-01-01'), record('r2', '2026-03-01')];
const reports = [{ id: 'm1', discoveredAt: '2026-02-15' } as ReportView];
const encounters = [encounter('e2', '2026-04-01'), encounter('e1', '2026-02-01')];

test('records, reports and encounters are one story, newest first', () => {
  expect(idsOf(mergeTimeline({ records, encounters, reports }, false))).toEqual([
    'e2',
    'r2',
    'm1',
    'e1',
    'r1',
  ]);
});

test('records older than the loaded encounters wait until those are loaded', () => {
  expect(idsOf(mergeTimeline({ records, encounters, reports }, true))).toEqual(['e2', 'r2', 'm1', 'e1']);
});

test('a request to close stands in the story once it is decided; until then it stands above it', () => {
  const request = (id: string, status: string) =>
    ({ id, status, requestedAt: '2026-02-20' }) as ClosureRequestView;
  const requests = [request('q2', 'open'), request('q1', 'returned')];
  expect(idsOf(mergeTimeline({ records, encounters, reports, requests }, false))).toEqual([
    'e2',
    'r2',
    'q1',
    'm1',
    'e1',
    'r1',
  ]);
});
