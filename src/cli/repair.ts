import process from 'node:process';
import { repairStrays } from '../server/clients/public.ts';
import { listOrganisations } from '../server/organisations/public.ts';
import type { Services } from '../server/platform/work.ts';
import { type ExitCode, type Invocation, UsageError } from './command.ts';
import { fill } from './language.ts';
import { REPAIR, USAGE } from './messages.ts';
import { withServices } from './open-services.ts';

/** What earlier versions left wrong in an organisation, by name; each is done as often as one likes. */
const REPAIRS: Readonly<Record<string, (services: Services, organisationId: string) => Promise<unknown>>> = {
  strays: ({ database }, organisationId) => repairStrays(database, organisationId),
};

/** `nuantu repair [NAME…]`: finds and mends what earlier versions left wrong; prints what was mended. */
export async function run({ positionals, language }: Invocation): Promise<ExitCode> {
  const names = positionals.length === 0 ? Object.keys(REPAIRS) : positionals;
  const unknown = names.find((name) => REPAIRS[name] === undefined);
  if (unknown !== undefined) {
    const known = Object.keys(REPAIRS).join(' ');
    throw new UsageError(fill(USAGE.unknownName, language, { name: unknown, names: known }));
  }
  await withServices(language, async (services) => {
    const [organisations] = await services.database.global(listOrganisations({}));
    const mended = [];
    for (const { id, code } of organisations)
      for (const name of names)
        mended.push({ organisation: code, repair: name, mended: await REPAIRS[name]?.(services, id) });
    process.stdout.write(`${JSON.stringify(mended, undefined, 2)}\n`);
    process.stderr.write(`${fill(REPAIR.done, language, {})}\n`);
  });
  return 0;
}
