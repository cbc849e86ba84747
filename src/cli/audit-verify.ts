import process from 'node:process';
import { listOrganisations } from '../server/organisations/public.ts';
import { anchorFolder, AuditAnchors } from '../server/platform/audit/audit-anchors.ts';
import { verifyInstallation } from '../server/platform/audit/verify-installation.ts';
import type { ExitCode, Invocation } from './command.ts';
import { chooseDataFolder } from './environment.ts';
import { fill } from './language.ts';
import { AUDIT } from './messages.ts';
import { withServices } from './open-services.ts';

/**
 * `nuantu audit verify [--head CODES]`: recomputes every code, root and chain and holds them against the anchors and the
 * heads that were kept elsewhere; 1 when anything was changed, added or removed.
 */
export async function run({ language, values }: Invocation): Promise<ExitCode> {
  return withServices(language, async (services, { masterKeys }) => {
    const [organisations] = await services.database.global(listOrganisations({}));
    const anchors = new AuditAnchors(anchorFolder(chooseDataFolder(process.env), process.env), masterKeys);
    const wanted = typeof values['head'] === 'string' ? values['head'].split(',') : [];
    const report = await verifyInstallation(services, organisations, anchors, wanted);
    const shown = report.organisations.map(({ codes: _codes, ...rest }) => rest);
    process.stdout.write(
      `${JSON.stringify({ organisations: shown, faults: report.faults }, undefined, 2)}\n`,
    );
    const faults = report.faults.length + shown.flatMap((organisation) => organisation.faults).length;
    const rows = shown.reduce((sum, organisation) => sum + organisation.rows, 0);
    const isOnlyUnanchored =
      report.faults.length === faults && report.faults.every(({ kind }) => kind === 'anchor_missing');
    const words = faults === 0 ? AUDIT.intact : isOnlyUnanchored ? AUDIT.unanchored : AUDIT.broken;
    process.stderr.write(`${fill(words, language, { rows, faults })}\n`);
    return faults === 0 ? 0 : 1;
  });
}
