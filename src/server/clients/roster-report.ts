import type { Static } from 'typebox';
import type { Language } from '../../contract/language.ts';
import type { RosterReport } from '../../contract/roster.ts';
import { doubtMessage, rejectionMessage } from '../../domain/roster/messages.ts';
import type { RosterResult } from '../../domain/roster/roster.ts';
import { type RosterRow, rowKey } from '../../domain/roster/roster-row.ts';
import { spokenLanguage } from '../../domain/language.ts';
import type { ImportResult, RowChange, UndecidedRow } from './import-roster.ts';

export type Report = Static<typeof RosterReport>;
export type ReadableRoster = Extract<RosterResult, { ok: true }>;

/** What was understood of a file and what becomes of each of its rows, in the caller's language. */
export function reportOf(
  roster: ReadableRoster,
  result: ImportResult,
  { siteId, unknownColumns }: { siteId: string; unknownColumns: readonly string[] },
  language: Language,
): Report {
  const order = new Map(roster.tables.map(({ sheet }, index) => [sheet, index]));
  const rejected = [...roster.rejected, ...result.rejected].toSorted(
    (left, right) => (order.get(left.sheet) ?? 0) - (order.get(right.sheet) ?? 0) || left.row - right.row,
  );
  const words = spokenLanguage(language);
  const count = (kind: RowChange) =>
    [...result.imported.values()].reduce((sum, ofSheet) => sum + ofSheet[kind].length, 0);
  const counts = { created: count('created'), updated: count('updated'), unchanged: count('unchanged') };
  return {
    sheets: sheetsOf(roster, result),
    ignoredColumns: [
      ...new Set(
        roster.tables.flatMap(({ header }) => (header?.ignored ?? []).map(({ heading }) => heading)),
      ),
    ],
    unknownColumns: [...unknownColumns],
    rows: counts.created + counts.updated + counts.unchanged + result.undecided.length + countRows(rejected),
    ...counts,
    rejected: rejected.map((rejection) => ({
      sheet: rejection.sheet,
      row: rejection.row,
      column: rejection.column,
      code: rejection.code,
      message: rejectionMessage(rejection, words),
    })),
    decide: result.undecided.map((undecided) => undecidedOf(undecided, siteId, words)),
    preview: result.preview.map(({ row, change: kind }) => ({
      sheet: row.sheet,
      row: row.row,
      name: row.name,
      className: row.className ?? null,
      change: kind,
    })),
  };
}

function undecidedOf(
  { candidates, ...undecided }: UndecidedRow,
  siteId: string,
  words: 'zh' | 'en',
): Report['decide'][number] {
  return {
    sheet: undecided.row.sheet,
    row: undecided.row.row,
    name: undecided.row.name,
    reason: undecided.because,
    message: messageOf(undecided, words),
    mayBeNew: undecided.mayBeNew,
    mayBeAsWritten: undecided.mayBeAsWritten,
    candidates: candidates.map((client) => ({
      id: client.id,
      name: client.name,
      birthDate: client.birthDate,
      classId: client.classId,
      isHere: client.siteId === siteId,
    })),
  };
}

/** Whoever decides whom a row means decides about its number as well, where that may be mistyped. */
function messageOf(
  { row, because, sameAs }: Pick<UndecidedRow, 'row' | 'because' | 'sameAs'>,
  words: 'zh' | 'en',
): string {
  const parameters = sameAs === undefined ? {} : { firstRow: placeIn(row.sheet, sameAs) };
  const isAlsoWritten = because !== 'id_check_digit' && row.document?.isCheckDigitWrong === true;
  const number = isAlsoWritten
    ? [rejectionMessage({ code: 'id_number_check_digit', parameters: {} }, words)]
    : [];
  return [doubtMessage(because, words, parameters), ...number].join(words === 'zh' ? '；' : '; ');
}

function placeIn(sheet: string | null, other: Pick<RosterRow, 'sheet' | 'row'>): string {
  return other.sheet === sheet ? String(other.row) : `${other.sheet} ${other.row}`;
}

/** Rows with at least one fault. */
function countRows(rejected: readonly { sheet: string | null; row: number }[]): number {
  return new Set(rejected.map(rowKey)).size;
}

/** What was understood of each sheet, and what becomes of its rows. */
function sheetsOf(roster: ReadableRoster, { imported }: ImportResult): Report['sheets'] {
  const rejectedOf = Map.groupBy(roster.rejected, ({ sheet }) => sheet);
  return roster.tables.map(({ sheet, header, ...table }) => {
    const numbers = (change: RowChange) => [...(imported.get(sheet)?.[change] ?? [])];
    return {
      name: sheet,
      rows: table.persons + countRows(rejectedOf.get(sheet) ?? []),
      used: table.state === 'read',
      state: table.state,
      headerRow: header?.row ?? null,
      columns: header?.columns.map(({ index: _, ...column }) => column) ?? [],
      unused: [...(header?.ignored ?? [])],
      passedOver: [...table.passedOver],
      joined: table.joined.map(({ row, first }) => ({ row, firstRow: placeIn(sheet, first) })),
      created: numbers('created'),
      updated: numbers('updated'),
      unchanged: numbers('unchanged'),
      hiddenRows: [...table.hiddenRows],
    };
  });
}
