import type { CaseRecordView, ClosureRequestView, EncounterView, ReportView } from './queries.ts';

export type TimelineEntry =
  | { readonly type: 'record'; readonly at: string; readonly record: CaseRecordView }
  | { readonly type: 'report'; readonly at: string; readonly report: ReportView }
  | { readonly type: 'closure'; readonly at: string; readonly request: ClosureRequestView }
  | { readonly type: 'encounter'; readonly at: string; readonly encounter: EncounterView };

/**
 * One story from records, reports, encounters and requests to close that were decided, newest first. While older encounters are not loaded yet, the records of that
 * time wait too: otherwise encounters would later appear between what was read already.
 */
export function mergeTimeline(
  {
    records,
    encounters,
    reports,
    requests = [],
  }: {
    records: readonly CaseRecordView[];
    encounters: readonly EncounterView[];
    reports: readonly ReportView[];
    requests?: readonly ClosureRequestView[];
  },
  hasOlderEncounters: boolean,
): TimelineEntry[] {
  const entries: TimelineEntry[] = [
    ...records.map((record) => ({ type: 'record' as const, at: record.occurredAt, record })),
    ...reports.map((report) => ({ type: 'report' as const, at: report.discoveredAt, report })),
    ...requests
      .filter(({ status }) => status !== 'open')
      .map((request) => ({ type: 'closure' as const, at: request.requestedAt, request })),
    ...encounters.map((encounter) => ({ type: 'encounter' as const, at: encounter.occurredAt, encounter })),
  ];
  const oldest = hasOlderEncounters ? (encounters.at(-1)?.occurredAt ?? '') : '';
  return entries.filter(({ at }) => at >= oldest).sort((left, right) => (left.at < right.at ? 1 : -1));
}
