import process from 'node:process';
import { newId } from '../server/platform/database/ids.ts';
import { writePlainFile, writeSealedFile } from '../server/platform/keys/sealed-file.ts';
import { type Reading, Work } from '../server/platform/work/work.ts';
import { type ExitCode, failed, type Invocation, UsageError } from './command.ts';
import { EXPORT } from './export-messages.ts';
import {
  type ExportedTable,
  type FileFormat,
  fileFormats,
  fileOf,
  type TextEncoding,
  textEncodings,
} from './exported-file.ts';
import { findStation } from './find-station.ts';
import { fill } from './language.ts';
import { withServices } from './open-services.ts';

/**
 * `--organisation CODE --out FILE [--site CODE] [--plain] [--format csv|xlsx] [--encoding utf-8|gb18030]`: a table of one organisation, or of one of its sites, into a
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
  const shape = shapeOf({ values, language, out });
  return withServices(language, async (services) => {
    const siteCodes = typeof siteCode === 'string' ? [siteCode] : [];
    const station = await findStation(services, { code, siteCodes }, language);
    if ('problem' in station) return failed(station.problem);
    const [siteId] = station.siteIds;
    const work = new Work(services, station.settings, { requestId: newId(), language: 'zh-CN' });
    let rows = 0;
    await work.read(async (reading) => {
      const { pages, ...table } = await tableOf(reading, { siteId });
      async function* counted() {
        for await (const page of pages) {
          rows += page.length;
          yield page;
        }
      }
      const content = fileOf({ ...table, pages: counted() }, shape);
      await (isPlain ? writePlainFile(out, content) : writeSealedFile(out, passphrase, content));
    });
    process.stderr.write(`${fill(isPlain ? EXPORT.donePlain : EXPORT.done, language, { rows, out })}\n`);
    return 0;
  });
}

/** What is asked for, else what the name of the file says, else a CSV in UTF-8. @throws UsageError */
function shapeOf({ values, language, out }: Pick<Invocation, 'values' | 'language'> & { out: string }): {
  format: FileFormat;
  encoding: TextEncoding;
} {
  const named = /\.xlsx(?:\.|$)/i.test(out) ? 'xlsx' : 'csv';
  const format = fileFormats.find((one) => one === (values['format'] ?? named));
  const encoding = textEncodings.find((one) => one === (values['encoding'] ?? 'utf-8'));
  if (format === undefined) throw new UsageError(fill(EXPORT.formatUnknown, language));
  if (encoding === undefined || (format === 'xlsx' && values['encoding'] !== undefined))
    throw new UsageError(fill(EXPORT.encodingUnknown, language));
  return { format, encoding };
}
