import process from 'node:process';
import { exportedHeadings, exportRoster } from '../server/clients/public.ts';
import { findOrganisation, listSites } from '../server/organisations/public.ts';
import { systemSettings } from '../server/platform/audit-seal.ts';
import { newId } from '../server/platform/ids.ts';
import { writePlainFile, writeSealedFile } from '../server/platform/sealed-file.ts';
import { Work } from '../server/platform/work.ts';
import { type ExitCode, type Invocation, UsageError } from './command.ts';
import { csvLine } from '../server/platform/csv-line.ts';
import { EXPORT } from './export-messages.ts';
import { fill } from './language.ts';
import { withServices } from './open-services.ts';

/** Excel needs it to read Chinese. */
const BYTE_ORDER_MARK = '\uFEFF';

/** `nuantu export clients --organisation CODE --out FILE [--site CODE] [--plain]`: a roster that can be imported again. */
export async function run({ values, language }: Invocation): Promise<ExitCode> {
  const { organisation: code, out, site: siteCode } = values;
  if (typeof code !== 'string' || typeof out !== 'string') {
    throw new UsageError(fill(EXPORT.optionsMissing, language));
  }
  const isPlain = values['plain'] === true;
  const passphrase = process.env['NUANTU_EXPORT_PASSPHRASE'] ?? '';
  if (!isPlain && passphrase === '') throw new UsageError(fill(EXPORT.passphraseMissing, language));
  return withServices(language, async (services) => {
    const [[organisation]] = await services.database.global(findOrganisation({ code }));
    if (organisation === undefined) return failed(fill(EXPORT.noOrganisation, language, { code }));
    const settings = systemSettings(organisation.id);
    const [sites] = await services.database
      .reader(settings)
      .all(listSites({ organisationId: organisation.id }));
    const site = sites.find((candidate) => candidate.code === siteCode);
    if (typeof siteCode === 'string' && site === undefined) {
      return failed(fill(EXPORT.noSite, language, { code: siteCode }));
    }
    const work = new Work(services, settings, { requestId: newId(), language: 'zh-CN' });
    let rows = 0;
    await work.read(async (reading) => {
      async function* lines() {
        yield BYTE_ORDER_MARK + csvLine(exportedHeadings);
        for await (const page of exportRoster(reading, { siteId: site?.id })) {
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

function failed(message: string): ExitCode {
  process.stderr.write(`${message}\n`);
  return 1;
}
