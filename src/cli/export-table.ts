import process from 'node:process';
import { csvLine } from '../domain/files/csv-line.ts';
import { newId } from '../server/platform/database/ids.ts';
import { writePlainFile, writeSealedFile } from '../server/platform/keys/sealed-file.ts';
import { type Reading, Work } from '../server/platform/work/work.ts';
import { type ExitCode, failed, type Invocation, UsageError } from './command.ts';
import { EXPORT } from './export-messages.ts';
import { findStation } from './find-station.ts';
import { fill } from './language.ts';
import { withServices } from './open-services.ts';

/** Excel needs it to read Chinese. */
const BYTE_ORDER_MARK = '\uFEFF';

export interface ExportedTable {
  readonly headings: readonly string[];
  /** its reading is recorded before a page is given out */
  readonly pages: AsyncIterable<readonly (string | null)[][]>;
}

/**
 * `--organisation CODE --out FILE [--site CODE] [--plain]`: a table of one organisation, or of one of its sites, into a
 * file that a passphrase encrypts.
 */
export async function exportTable(
  { values, language }: Invocation,
  tableOf: (
    reading: Reading,
    place: { siteId: string | undefined },
  ) => ExportedTable | Promise<ExportedTable>,
): Promise<ExitCode> {
  const { organisation: code, out, site: siteCode } = values;
  if (typeof code !== 'string' || typeof out !== 'string') {
    throw new UsageError(fill(EXPORT.optionsMissing, language));
  }
  const isPlain = values['plain'] === true;
  const passphrase = process.env['NUANTU_EXPORT_PASSPHRASE'] ?? '';
  if (!isPlain && passphrase === '') throw new UsageError(fill(EXPORT.passphraseMissing, language));
  return withServices(language, async (services) => {
    const siteCodes = typeof siteCode === 'string' ? [siteCode] : [];
    const station = await findStation(services, { code, siteCodes }, language);
    if ('problem' in station) return failed(station.problem);
    const [siteId] = station.siteIds;
    const work = new Work(services, station.settings, { requestId: newId(), language: 'zh-CN' });
    let rows = 0;
    await work.read(async (reading) => {
      const { headings, pages } = await tableOf(reading, { siteId });
      async function* lines() {
        yield BYTE_ORDER_MARK + csvLine(headings);
        for await (const page of pages) {
          rows += page.length;
          yield page.map(csvLine).join('');
        }
      }
      await (isPlain ? writePlainFile(out, lines()) : writeSealedFile(out, passphrase, lines()));
    });
    process.stderr.write(`${fill(isPlain ? EXPORT.donePlain : EXPORT.done, language, { rows, out })}\n`);
    return 0;
  });
}
