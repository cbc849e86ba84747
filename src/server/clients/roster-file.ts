import { readWrittenChoices, type WrittenChoice } from '../../domain/roster/column-choice.ts';
import { rosterFileMessage } from '../../domain/roster/messages.ts';
import { readRoster } from '../../domain/roster/roster.ts';
import { rowKey } from '../../domain/roster/roster-row.ts';
import { spokenLanguage } from '../../domain/language.ts';
import { AppError } from '../platform/work/errors.ts';
import { inSteps } from '../platform/work/in-steps.ts';
import { dayIn } from '../platform/work/organisation-day.ts';
import { readSpreadsheet } from '../platform/files/spreadsheet.ts';
import { SpreadsheetError } from '../platform/files/spreadsheet-error.ts';
import { Turns } from '../platform/database/turns.ts';
import type { Work } from '../platform/work/work.ts';
import { type Decisions, importRoster } from './import-roster.ts';
import type { Tell } from './roster-imports.ts';
import { columnChoices, rememberColumns } from './roster-columns.ts';
import { type TakePlaces, takePlaces } from './search-entries.ts';
import { type ReadableRoster, type Report, reportOf } from './roster-report.ts';

/** Thrown inside the transaction of a dry run, so that everything it did is undone. */
class DryRun extends Error {
  readonly report: Report;
  constructor(report: Report) {
    super('dry run');
    this.report = report;
  }
}

/** Each holds a connection from its comparing to its end: whoever comes later waits without one, and most stay with what is short. */
const AT_ONCE = 3;
const writing = new Turns(AT_ONCE);
/** Dry runs, which do not wait until others have written. */
const looking = new Turns(AT_ONCE);

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
  tell: Tell = () => undefined,
): Promise<Report> {
  const { siteId } = options;
  const said = readWrittenChoices(options.columns ?? '');
  if (said === undefined)
    throw new AppError('invalid_request', { fields: [{ path: '/columns', code: 'column_meaning' }] });
  const roster = await readRosterFile(file, work, { siteId, said });
  // committed at once: held until the end of the import, lists of names would keep everybody waiting who registers somebody at the
  // site. What is taken in vain leaves a gap, as whoever is renamed does
  const takeBeside: TakePlaces = (asked) => work.beside((beside) => takePlaces(beside, asked));
  tell('comparing', 0, null);
  const importNow = () =>
    work.change(async (change) => {
      const decisions = decisionsOf(roster, options.decisions ?? '');
      const unknownColumns = keysNotIn(roster, said);
      const how = { decisions, dryRun: options.dryRun, tell, takePlaces: takeBeside };
      const result = await importRoster(change, siteId, roster, how);
      const report = reportOf(roster, result, { siteId, unknownColumns }, work.language);
      const found = said.filter(({ key }) => !unknownColumns.includes(key));
      rememberColumns(change, siteId, found);
      if (options.dryRun) throw new DryRun(report);
      return report;
    });
  const turns = options.dryRun ? looking : writing;
  return turns.take(importNow).catch(async (error: unknown) => {
    if (!(error instanceof DryRun)) throw error;
    await recordShown(work, error.report);
    return error.report;
  });
}

/** With the dry run its record went too: who was shown beside a row of the file was looked at all the same. */
async function recordShown(work: Work, { decide }: Report): Promise<void> {
  const subjectIds = [...new Set(decide.flatMap(({ candidates }) => candidates.map(({ id }) => id)))];
  if (subjectIds.length === 0) return;
  await work.read((reading) =>
    reading.audited({ action: 'client.compare', subjectKind: 'client', subjectIds }),
  );
}

async function readRosterFile(
  file: { bytes: Buffer; name: string },
  work: Work,
  columns: { siteId: string; said: readonly WrittenChoice[] },
): Promise<ReadableRoster> {
  const words = spokenLanguage(work.language);
  // before the file: what another site's rosters look like is told by no error either
  const { today, choices } = await work.read(async (reading) => ({
    today: dayIn(reading.timeZone, reading.now),
    choices: await columnChoices(reading, columns),
  }));
  const sheets = await readSpreadsheet(file.bytes, file.name, { handsOver: true }).catch((error: unknown) => {
    if (error instanceof SpreadsheetError) throw unreadable(rosterFileMessage(error.code, words), error.code);
    throw error;
  });
  const roster = await inSteps(readRoster(sheets, { today, choices }));
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
