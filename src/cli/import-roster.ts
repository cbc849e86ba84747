import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import process from 'node:process';
import { importRosterFile } from '../server/clients/public.ts';
import { AppError, errorText } from '../server/platform/work/errors.ts';
import { newId } from '../server/platform/database/ids.ts';
import { Work } from '../server/platform/work/work.ts';
import { type ExitCode, failed, type Invocation, UsageError } from './command.ts';
import { findStation } from './find-station.ts';
import { fill } from './language.ts';
import { IMPORT } from './messages.ts';
import { withServices } from './open-services.ts';

/** `nuantu import roster FILE --organisation CODE --site CODE [--dry-run] [--json]`. */
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
      const options = { siteId, dryRun: values['dry-run'] === true };
      const report = await importRosterFile(work, { bytes, name: basename(path) }, options);
      const { rows, created, updated, unchanged, rejected } = report;
      if (values['json'] === true) {
        process.stdout.write(`${JSON.stringify({ rows, created, updated, unchanged, rejected })}\n`);
        return 0;
      }
      const counts = {
        rows,
        created,
        updated,
        unchanged,
        rejected: new Set(rejected.map(({ row }) => row)).size,
      };
      process.stdout.write(`${fill(IMPORT.done, language, counts)}\n`);
      for (const item of rejected) process.stdout.write(`${fill(IMPORT.rejected, language, { ...item })}\n`);
      return 0;
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      return failed(errorText(error.code, languageCode, error.parameters));
    }
  });
}
