import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import process from 'node:process';
import { rowKey } from '../domain/roster/roster-row.ts';
import { importRosterFile } from '../server/clients/public.ts';
import { AppError, errorText } from '../server/platform/work/errors.ts';
import { newId } from '../server/platform/database/ids.ts';
import { Work } from '../server/platform/work/work.ts';
import { type ExitCode, failed, type Invocation, UsageError } from './command.ts';
import { findStation } from './find-station.ts';
import { fill, type Language } from './language.ts';
import { IMPORT } from './messages.ts';
import { withServices } from './open-services.ts';

/** `nuantu import roster FILE --organisation CODE --site CODE [--columns …] [--dry-run] [--json]`. */
export async function run({ positionals, values, language }: Invocation): Promise<ExitCode> {
  const [path = ''] = positionals;
  const { organisation: code, site: siteCode } = values;
  if (typeof code !== 'string' || typeof siteCode !== 'string') {
    throw new UsageError(fill(IMPORT.optionsMissing, language, {}));
  }
  const bytes = await readFile(path).catch(() => undefined);
  if (bytes === undefined) return failed(fill(IMPORT.noFile, language, { path }));
  const languageCode = language === 'en' ? 'en' : 'zh-CN';
  return withServices(language, async (services) => {
    const station = await findStation(services, { code, siteCodes: [siteCode] }, language);
    if ('problem' in station) return failed(station.problem);
    const [siteId = ''] = station.siteIds;
    const work = new Work(services, station.settings, { requestId: newId(), language: languageCode });
    try {
      const { columns } = values;
      const options = {
        siteId,
        dryRun: values['dry-run'] === true,
        columns: typeof columns === 'string' ? columns : undefined,
      };
      const report = await importRosterFile(work, { bytes, name: basename(path) }, options);
      process.stdout.write(values['json'] === true ? `${asJson(report)}\n` : asText(report, language));
      return 0;
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      const [field] = error.fields;
      return failed(errorText(field?.code ?? error.code, languageCode, error.parameters));
    }
  });
}

type Report = Awaited<ReturnType<typeof importRosterFile>>;

function asJson({ rows, created, updated, unchanged, ...report }: Report): string {
  return JSON.stringify({
    rows,
    created,
    updated,
    unchanged,
    rejected: report.rejected,
    decide: report.decide.map(({ sheet, row, reason, candidates }) => ({
      sheet,
      row,
      reason,
      candidates: candidates.map(({ id }) => id),
    })),
    sheets: report.sheets.map(({ name, rows: count, used }) => ({ name, rows: count, used })),
    ignoredColumns: report.ignoredColumns,
    unknownColumns: report.unknownColumns,
  });
}

function asText(report: Report, language: Language): string {
  const { rows, created, updated, unchanged, rejected, decide } = report;
  const refused = new Set(rejected.map(rowKey)).size;
  const counts = { rows, created, updated, unchanged, rejected: refused, undecided: decide.length };
  const placeOf = ({ sheet, row }: { sheet: string | null; row: number }) =>
    sheet === null ? String(row) : `${sheet} ${row}`;
  return [
    fill(IMPORT.done, language, counts),
    ...report.sheets
      .filter(({ used }) => !used)
      .map(({ name }) => fill(IMPORT.sheetUnused, language, { name: name ?? '' })),
    ...(report.ignoredColumns.length === 0
      ? []
      : [fill(IMPORT.ignored, language, { headings: report.ignoredColumns.join('、') })]),
    ...(report.unknownColumns.length === 0
      ? []
      : [fill(IMPORT.unknownColumns, language, { headings: report.unknownColumns.join('、') })]),
    ...rejected.map(({ column, message, ...place }) =>
      fill(IMPORT.rejected, language, { row: placeOf(place), column, message }),
    ),
    ...decide.map(({ message, ...place }) =>
      fill(IMPORT.undecided, language, { row: placeOf(place), message }),
    ),
    '',
  ].join('\n');
}
