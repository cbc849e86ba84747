import type { CaseRecordView, EncounterView, ReportView } from './queries.ts';

export type TimelineEntry =
  | { readonly type: 'record'; readonly at: string; readonly record: CaseRecordView }
  | { readonly type: 'report'; readonly at: string; readonly report: ReportView }
  | { readonly type: 'encounter'; readonly at: string; readonly encounter: EncounterView };

/**
 * One story from records, reports and encounters, newest first. While older encounters are not loaded yet, the records of that
 * time wait too: otherwise encounters would later appear between what was read already.
 */
export function mergeTimeline(
  {
    records,
    encounters,
    reports,
  }: {
    records: readonly CaseRecordView[];
    encounters: readonly EncounterView[];
    reports: readonly ReportView[];
  },
  hasOlderEncounters: boolean,
): TimelineEntry[] {
  const entries: TimelineEntry[] = [
    ...records.map((record) => ({ type: 'record' as const, at: record.occurredAt, record })),
    ...reports.map((report) => ({ type: 'report' as const, at: report.discoveredAt, report })),
    ...encounters.map((encounter) => ({ type: 'encounter' as const, at: encounter.occurredAt, encounter })),
  ];
  const oldest = hasOlderEncounters ? (encounters.at(-1)?.occurredAt ?? '') : '';
  return entries.filter(({ at }) => at >= oldest).sort((left, right) => (left.at < right.at ? 1 : -1));
}
