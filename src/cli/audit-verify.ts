import process from 'node:process';
import { listOrganisations } from '../server/organisations/public.ts';
import { systemSettings, verifyAudit } from '../server/platform/audit-seal.ts';
import type { ExitCode, Invocation } from './command.ts';
import { fill } from './language.ts';
import { AUDIT } from './messages.ts';
import { withServices } from './open-services.ts';

/** `nuantu audit verify`: recomputes every code, root and chain; 1 when anything was changed, added or removed. */
export async function run({ language }: Invocation): Promise<ExitCode> {
  return withServices(language, async (services) => {
    const [organisations] = await services.database.global(listOrganisations({}));
    const reports = [];
    for (const { id, code } of organisations) {
      const reader = services.database.readerApart(systemSettings(id));
      const report = await verifyAudit(reader, await services.keyring.of(reader));
      reports.push({ organisation: code, ...report });
    }
    process.stdout.write(`${JSON.stringify({ organisations: reports }, undefined, 2)}\n`);
    const faults = reports.flatMap((report) => report.faults);
    const rows = reports.reduce((sum, report) => sum + report.rows, 0);
    const words = faults.length === 0 ? AUDIT.intact : AUDIT.broken;
    process.stderr.write(`${fill(words, language, { rows, faults: faults.length })}\n`);
    return faults.length === 0 ? 0 : 1;
  });
}
