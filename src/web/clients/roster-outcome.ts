import type { Static } from 'typebox';
import type { RosterReport } from '../../contract/roster.ts';

type Report = Static<typeof RosterReport>;
type Sheet = Report['sheets'][number];

export type Fate =
  | 'created'
  | 'updated'
  | 'unchanged'
  | 'rejected'
  | 'undecided'
  | 'joined'
  | 'passedOver'
  | 'unread';

/** What becomes of a row of the file; `row` is null where a whole sheet was not read. */
export interface Outcome {
  readonly sheet: string | null;
  readonly row: number | null;
  readonly fate: Fate;
  readonly reason: string;
}

/** The sentences that an outcome's reason is made of. */
export interface OutcomeWords {
  readonly joinedTo: (firstRow: string) => string;
  readonly passedOver: (reason: Sheet['passedOver'][number]['reason'], row: number) => string;
  readonly unread: (state: Exclude<Sheet['state'], 'read'>) => string;
  readonly fault: (column: string, message: string) => string;
  readonly between: string;
}

/** Every row of which the report says something, in the order of the file, with all of its faults. */
export function outcomesOf(report: Report, words: OutcomeWords): Outcome[] {
  const rejectedOf = Map.groupBy(report.rejected, ({ sheet }) => sheet);
  const decideOf = Map.groupBy(report.decide, ({ sheet }) => sheet);
  return report.sheets.flatMap((sheet): Outcome[] => {
    const { name, state } = sheet;
    if (state !== 'read') return [{ sheet: name, row: null, fate: 'unread', reason: words.unread(state) }];
    const faults = Map.groupBy(rejectedOf.get(name) ?? [], ({ row }) => row);
    const outcome =
      (fate: Fate) =>
      (row: number, reason = '') => ({ sheet: name, row, fate, reason });
    return [
      ...(['created', 'updated', 'unchanged'] as const).flatMap((fate) =>
        sheet[fate].map((row) => outcome(fate)(row)),
      ),
      ...[...faults].map(([row, all]) =>
        outcome('rejected')(
          row,
          all.map(({ column, message }) => words.fault(column, message)).join(words.between),
        ),
      ),
      ...(decideOf.get(name) ?? []).map(({ row, message }) => outcome('undecided')(row, message)),
      ...sheet.joined.map(({ row, firstRow }) => outcome('joined')(row, words.joinedTo(firstRow))),
      ...sheet.passedOver.map(({ row, reason }) => outcome('passedOver')(row, words.passedOver(reason, row))),
    ].toSorted((one, other) => one.row - other.row);
  });
}
