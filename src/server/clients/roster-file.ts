import type { RosterReport } from '../../contract/roster.ts';
import type { Static } from 'typebox';
import type { Language } from '../../contract/language.ts';
import { doubtMessage, rejectionMessage, rosterFileMessage } from '../../domain/roster/messages.ts';
import { readRoster, type RosterResult } from '../../domain/roster/roster.ts';
import { type RosterRow, rowKey } from '../../domain/roster/roster-row.ts';
import { AppError } from '../platform/work/errors.ts';
import { dayIn } from '../platform/work/organisation-day.ts';
import { readSpreadsheet } from '../platform/files/spreadsheet.ts';
import { SpreadsheetError } from '../platform/files/spreadsheet-error.ts';
import type { Change, Work } from '../platform/work/work.ts';
import { type Decisions, importRoster, type UndecidedRow } from './import-roster.ts';

type Report = Static<typeof RosterReport>;
type ReadableRoster = Extract<RosterResult, { ok: true }>;

const PREVIEW_ROWS = 20;

/** Thrown inside the transaction of a dry run, so that everything it did is undone. */
class DryRun extends Error {
  readonly report: Report;
  constructor(report: Report) {
    super('dry run');
    this.report = report;
  }
}

/**
 * Imports a roster file into a site, or says what importing it would do.
 * @throws AppError roster_unreadable with the reason, unknown_site
 */
export async function importRosterFile(
  work: Work,
  file: { bytes: Buffer; name: string },
  options: { siteId: string; dryRun: boolean; decisions?: string | undefined },
): Promise<Report> {
  const roster = await readRosterFile(file, work);
  const importing = work.change(async (change) => {
    const decisions = decisionsOf(roster, options.decisions ?? '');
    const report = await reportOf(change, roster, { siteId: options.siteId, decisions }, work.language);
    if (options.dryRun) throw new DryRun(report);
    return report;
  });
  return importing.catch((error: unknown) => {
    if (error instanceof DryRun) return error.report;
    throw error;
  });
}

async function readRosterFile(file: { bytes: Buffer; name: string }, work: Work): Promise<ReadableRoster> {
  const words = work.language === 'en' ? 'en' : 'zh';
  const sheets = await readSpreadsheet(file.bytes, file.name).catch((error: unknown) => {
    if (error instanceof SpreadsheetError) throw unreadable(rosterFileMessage(error.code, words), error.code);
    throw error;
  });
  const today = await work.read((reading) => Promise.resolve(dayIn(reading.timeZone, reading.now)));
  const roster = readRoster(sheets, { today });
  if (!roster.ok) {
    const parameters = roster.reason === 'heading_twice' ? { heading: roster.heading, row: roster.row } : {};
    throw unreadable(rosterFileMessage(roster.reason, words, parameters), roster.reason);
  }
  return roster;
}

/** `1.5.new` is the fifth row of the first sheet. */
function decisionsOf({ tables }: ReadableRoster, written: string): Decisions {
  return new Map(
    written.split(',').flatMap((decision): [string, string][] => {
      const [sheet, row, whom = ''] = decision.split('.');
      const table = tables[Number(sheet) - 1];
      return table === undefined
        ? []
        : [[rowKey({ sheet: table.sheet, row: Number(row) }), whom.toLowerCase()]];
    }),
  );
}

function unreadable(reason: string, code: string): AppError {
  return new AppError('roster_unreadable', { parameters: { reason }, extra: { reason: code } });
}

async function reportOf(
  change: Change,
  roster: ReadableRoster,
  { siteId, decisions }: { siteId: string; decisions: Decisions },
  language: Language,
): Promise<Report> {
  const result = await importRoster(change, siteId, roster, decisions);
  const order = new Map(roster.tables.map(({ sheet }, index) => [sheet, index]));
  const rejected = [...roster.rejected, ...result.rejected].toSorted(
    (left, right) => (order.get(left.sheet) ?? 0) - (order.get(right.sheet) ?? 0) || left.row - right.row,
  );
  const words = language === 'en' ? 'en' : 'zh';
  const count = (kind: string) => result.imported.filter((row) => row.change === kind).length;
  return {
    sheets: sheetsOf(roster),
    ignoredColumns: [...new Set(roster.tables.flatMap(({ header }) => header?.ignored ?? []))],
    rows: result.imported.length + result.undecided.length + countRows(rejected),
    created: count('created'),
    updated: count('updated'),
    unchanged: count('unchanged'),
    rejected: rejected.map((rejection) => ({
      sheet: rejection.sheet,
      row: rejection.row,
      column: rejection.column,
      code: rejection.code,
      message: rejectionMessage(rejection, words),
    })),
    decide: result.undecided.map(({ candidates, ...undecided }) => ({
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
    })),
    preview: result.imported.slice(0, PREVIEW_ROWS).map(({ row, change: kind }) => ({
      sheet: row.sheet,
      row: row.row,
      name: row.name,
      className: row.className ?? null,
      change: kind,
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

function placeIn(sheet: string | null, other: RosterRow): string | number {
  return other.sheet === sheet ? other.row : `${other.sheet} ${other.row}`;
}

/** Rows with at least one fault. */
function countRows(rejected: readonly { sheet: string | null; row: number }[]): number {
  return new Set(rejected.map(rowKey)).size;
}

/** What was understood of each sheet. */
function sheetsOf(roster: ReadableRoster): Report['sheets'] {
  return roster.tables.map(({ sheet, header, ...table }) => ({
    name: sheet,
    rows:
      roster.rows.filter((row) => row.sheet === sheet).length +
      countRows(roster.rejected.filter((row) => row.sheet === sheet)),
    used: table.state === 'read',
    state: table.state,
    headerRow: header?.row ?? null,
    columns: header?.columns.map(({ heading, field }) => ({ heading, field })) ?? [],
    passedOver: [...table.passedOver],
    hiddenRows: [...table.hiddenRows],
  }));
}
