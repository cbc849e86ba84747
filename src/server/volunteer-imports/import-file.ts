import type { VolunteerImportReportView } from '../../contract/volunteer-imports.ts';
import { spokenLanguage } from '../../domain/language.ts';
import { readChoices, type WrittenChoice } from '../../domain/roster/column-choice.ts';
import { rosterFileMessage } from '../../domain/roster/messages.ts';
import { type ImportField, importField } from '../../domain/volunteer-imports/import-column.ts';
import { placeKey } from '../../domain/volunteer-imports/import-people.ts';
import { readImport } from '../../domain/volunteer-imports/read-import.ts';
import { findReachableSite, getOrganisation } from '../organisations/public.ts';
import { Turns } from '../platform/database/turns.ts';
import { newId } from '../platform/database/ids.ts';
import { readSpreadsheet } from '../platform/files/spreadsheet.ts';
import { SpreadsheetError } from '../platform/files/spreadsheet-error.ts';
import { AppError } from '../platform/work/errors.ts';
import { inSteps } from '../platform/work/in-steps.ts';
import { dayIn } from '../platform/work/organisation-day.ts';
import type { Change, Reading, Services, Work } from '../platform/work/work.ts';
import { ensurePublicTenant, publicTenantOf } from '../public-accounts/public.ts';
import { holdImports } from '../volunteers/public.ts';
import { columnChoices, rememberColumns } from './columns.ts';
import { type Plan, planImport, type ReadableImport, writtenOf } from './plan.ts';
import { reportOf } from './report.ts';
import { holdWritten, writePlan } from './write.ts';

/** All of them are told one by one, and written in one transaction. */
const MOST_ROWS = 20_000;
/** Whoever comes later waits without a connection. */
const turns = new Turns(2);

export interface ImportOptions {
  readonly siteId: string;
  readonly accountId: string;
  readonly dryRun: boolean;
  readonly decisions?: string | undefined;
  /** what somebody says that columns mean, see readChoices */
  readonly columns?: string | undefined;
}

/**
 * Brings in a table of volunteers and hours, or says what that would do. All of it in one transaction, after those of others in the organisation: what is
 * there is not brought in again, also where two bring in the same at once.
 * @throws AppError volunteer_table_unreadable with the reason, unknown_site, invalid_request
 */
export async function importVolunteerFile(
  services: Services,
  work: Work,
  file: { bytes: Buffer; name: string },
  options: ImportOptions,
): Promise<VolunteerImportReportView> {
  const said = readChoices(options.columns ?? '', importField);
  if (said === undefined)
    throw new AppError('invalid_request', { fields: [{ path: '/columns', code: 'column_meaning' }] });
  const read = await readFile(file, work, { ...options, said });
  const decisions = decisionsOf(read, options.decisions ?? '');
  const unknown = keysNotIn(read, said);
  const asked = { decisions, language: work.language };
  if (options.dryRun) {
    const plan = await work.read(async (reading) => {
      const found = await planImport(reading, read, asked);
      await reading.audited({
        action: 'volunteer.compare',
        subjectKind: 'volunteer',
        subjectIds: shownIn(found),
      });
      return found;
    });
    return reportOf(read, plan, unknown, work.language);
  }
  const { organisation, sites } = await work.read(getOrganisation);
  const tenant = publicTenantOf(organisation);
  await ensurePublicTenant(services, tenant);
  const byName = new Map(sites.map(({ id, name }) => [name, { id, name }]));
  return turns.take(() =>
    work.change(async (change) => {
      await change.all(holdImports());
      const site = await reachableSite(change, options.siteId);
      const { plan, rename } = await planHeld(change, read, asked);
      const writing = { tenant, site, siteOf: (place: string) => byName.get(place.trim()) };
      const { accountId } = options;
      await writePlan(change, plan, { ...writing, importId: newId(change.now.getTime()), accountId }, rename);
      rememberColumns(
        change,
        said.filter(({ key }) => !unknown.includes(key)),
      );
      return reportOf(read, plan, unknown, work.language);
    }),
  );
}

/** A plan of whom it writes of while they are held: whoever changed until then is looked at again. */
async function planHeld(
  change: Change,
  file: ReadableImport,
  asked: Parameters<typeof planImport>[2],
): Promise<{ plan: Plan; rename: (id: string, name: string) => void }> {
  for (let held: ReadonlySet<string> | undefined; ;) {
    const plan = await planImport(change, file, asked);
    const ids = writtenOf(plan);
    const rename = await holdWritten(change, plan);
    if (held !== undefined && ids.every((id) => held?.has(id))) return { plan, rename };
    if (ids.length === 0) return { plan, rename };
    held = new Set([...(held ?? []), ...ids]);
  }
}

/** @throws AppError unknown_site */
async function reachableSite(access: Pick<Reading, 'first' | 'organisationId' | 'settings'>, siteId: string) {
  const site = await findReachableSite(access, siteId);
  if (site === undefined)
    throw new AppError('unknown_site', { fields: [{ path: '/siteId', code: 'unknown_site' }] });
  return { id: site.id, name: site.name };
}

/** Who is told beside a row was looked at. */
function shownIn({ persons }: Plan): string[] {
  const ids = persons.flatMap(({ fate, known }) => [
    ...(known === undefined ? [] : [known.id]),
    ...(fate.kind === 'undecided' ? fate.candidates.map(({ id }) => id) : []),
  ]);
  return [...new Set(ids)];
}

async function readFile(
  file: { bytes: Buffer; name: string },
  work: Work,
  { siteId, said }: { siteId: string; said: readonly WrittenChoice<ImportField>[] },
): Promise<ReadableImport> {
  const words = spokenLanguage(work.language);
  const { today, choices } = await work.read(async (reading) => {
    await reachableSite(reading, siteId);
    return { today: dayIn(reading.timeZone, reading.now), choices: await columnChoices(reading, said) };
  });
  const sheets = await readSpreadsheet(file.bytes, file.name).catch((error: unknown) => {
    if (error instanceof SpreadsheetError) throw unreadable(rosterFileMessage(error.code, words), error.code);
    throw error;
  });
  const read = await inSteps(readImport(sheets, { today, choices }));
  if (!read.ok) {
    const parameters = read.reason === 'heading_twice' ? { heading: read.heading, row: read.row } : {};
    throw unreadable(rosterFileMessage(read.reason, words, parameters), read.reason);
  }
  if (read.rows.length + read.rejected.length > MOST_ROWS)
    throw unreadable(rosterFileMessage('file_too_many_rows', words), 'file_too_many_rows');
  return read;
}

/** Those of whom no sheet has a column. */
function keysNotIn({ tables }: ReadableImport, said: readonly WrittenChoice<ImportField>[]): string[] {
  const keys = new Set(
    tables.flatMap(({ header }) =>
      header === undefined ? [] : [...header.columns, ...header.ignored].map(({ key }) => key),
    ),
  );
  return said.map(({ key }) => key).filter((key) => !keys.has(key));
}

/** `1.5.new` is the fifth row of the first sheet. */
function decisionsOf({ tables }: ReadableImport, written: string): ReadonlyMap<string, string> {
  return new Map(
    written.split(',').flatMap((decision): [string, string][] => {
      const [sheet, row, whom = ''] = decision.split('.');
      const table = tables[Number(sheet) - 1];
      return table === undefined
        ? []
        : [[placeKey({ sheet: table.sheet, row: Number(row) }), whom.toLowerCase()]];
    }),
  );
}

function unreadable(reason: string, code: string): AppError {
  return new AppError('volunteer_table_unreadable', { parameters: { reason }, extra: { reason: code } });
}
