import type { RosterReport } from '../../contract/roster.ts';
import type { Static } from 'typebox';
import type { Language } from '../../contract/language.ts';
import { readWrittenChoices, type WrittenChoice } from '../../domain/roster/column-choice.ts';
import { doubtMessage, rejectionMessage, rosterFileMessage } from '../../domain/roster/messages.ts';
import { readRoster, type RosterResult } from '../../domain/roster/roster.ts';
import { type RosterRow, rowKey } from '../../domain/roster/roster-row.ts';
import { AppError } from '../platform/work/errors.ts';
import { dayIn } from '../platform/work/organisation-day.ts';
import { readSpreadsheet } from '../platform/files/spreadsheet.ts';
import { SpreadsheetError } from '../platform/files/spreadsheet-error.ts';
import type { Change, Work } from '../platform/work/work.ts';
import { type Decisions, importRoster, type UndecidedRow } from './import-roster.ts';
import { columnChoices, rememberColumns } from './roster-columns.ts';

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

export interface RosterOptions {
  readonly siteId: string;
  readonly dryRun: boolean;
  readonly decisions?: string | undefined;
  /** what somebody says that columns mean, see readWrittenChoices */
  readonly columns?: string | undefined;
}

/**
 * Imports a roster file into a site, or says what importing it would do.
 * @throws AppError roster_unreadable with the reason, unknown_site, invalid_request
 */
export async function importRosterFile(
  work: Work,
  file: { bytes: Buffer; name: string },
  options: RosterOptions,
): Promise<Report> {
  const { siteId } = options;
  const said = readWrittenChoices(options.columns ?? '');
  if (said === undefined)
    throw new AppError('invalid_request', { fields: [{ path: '/columns', code: 'column_meaning' }] });
  const roster = await readRosterFile(file, work, { siteId, said });
  const importing = work.change(async (change) => {
    const decisions = decisionsOf(roster, options.decisions ?? '');
    const unknownColumns = keysNotIn(roster, said);
    const report = await reportOf(change, roster, { siteId, decisions, unknownColumns }, work.language);
    const found = said.filter(({ key }) => !unknownColumns.includes(key));
    rememberColumns(change, siteId, found);
    if (options.dryRun) throw new DryRun(report);
    return report;
  });
  return importing.catch((error: unknown) => {
    if (error instanceof DryRun) return error.report;
    throw error;
  });
}

async function readRosterFile(
  file: { bytes: Buffer; name: string },
  work: Work,
  columns: { siteId: string; said: readonly WrittenChoice[] },
): Promise<ReadableRoster> {
  const words = work.language === 'en' ? 'en' : 'zh';
  const sheets = await readSpreadsheet(file.bytes, file.name).catch((error: unknown) => {
    if (error instanceof SpreadsheetError) throw unreadable(rosterFileMessage(error.code, words), error.code);
    throw error;
  });
  const { today, choices } = await work.read(async (reading) => ({
    today: dayIn(reading.timeZone, reading.now),
    choices: await columnChoices(reading, columns),
  }));
  const roster = readRoster(sheets, { today, choices });
  if (!roster.ok) {
    const parameters = roster.reason === 'heading_twice' ? { heading: roster.heading, row: roster.row } : {};
    throw unreadable(rosterFileMessage(roster.reason, words, parameters), roster.reason);
  }
  return roster;
}

/** Those of whom no sheet has a column. */
function keysNotIn({ tables }: ReadableRoster, said: readonly WrittenChoice[]): string[] {
  const keys = new Set(
    tables.flatMap(({ header }) =>
      header === undefined ? [] : [...header.columns, ...header.ignored].map(({ key }) => key),
    ),
  );
  return said.map(({ key }) => key).filter((key) => !keys.has(key));
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
  {
    siteId,
    decisions,
    unknownColumns,
  }: { siteId: string; decisions: Decisions; unknownColumns: readonly string[] },
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
    ignoredColumns: [
      ...new Set(
        roster.tables.flatMap(({ header }) => (header?.ignored ?? []).map(({ heading }) => heading)),
      ),
    ],
    unknownColumns: [...unknownColumns],
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

function placeIn(sheet: string | null, other: Pick<RosterRow, 'sheet' | 'row'>): string {
  return other.sheet === sheet ? String(other.row) : `${other.sheet} ${other.row}`;
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
    columns: header?.columns.map(({ index: _, ...column }) => column) ?? [],
    unused: [...(header?.ignored ?? [])],
    passedOver: [...table.passedOver],
    joined: table.joined.map(({ row, first }) => ({ row, firstRow: placeIn(sheet, first) })),
    hiddenRows: [...table.hiddenRows],
  }));
}
