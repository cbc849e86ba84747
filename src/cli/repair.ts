import process from 'node:process';
import { repairEndings, repairStatuses, repairStrays } from '../server/clients/public.ts';
import { matters } from '../server/matters.ts';
import { listOrganisations } from '../server/organisations/public.ts';
import { ActorDatabase } from '../server/platform/database/database.ts';
import type { MasterKeys } from '../server/platform/keys/master-key.ts';
import { repairSpellings } from '../server/platform/keys/spelling-repair.ts';
import type { Services } from '../server/platform/work/work.ts';
import { organisationSealed, personSealed } from '../server/sealed-columns.ts';
import { type ExitCode, type Invocation, UsageError } from './command.ts';
import { fill } from './language.ts';
import { REPAIR, USAGE } from './messages.ts';
import { withServices } from './open-services.ts';

/** What earlier versions left wrong in an organisation, by name; each is done as often as one likes. */
const REPAIRS: Readonly<Record<string, (parts: Parts, organisationId: string) => Promise<unknown>>> = {
  strays: ({ services }, organisationId) => repairStrays(services.database, organisationId),
  statuses: ({ services }, organisationId) => repairStatuses(services.database, organisationId),
  endings: ({ services }, organisationId) => repairEndings(services, organisationId, matters),
  spellings: ({ owner, masterKeys }, organisationId) =>
    repairSpellings(owner, masterKeys, organisationId, {
      persons: personSealed,
      organisation: organisationSealed,
    }),
};

interface Parts {
  readonly services: Services;
  /** the owner of the tables, who may change what the application only appends */
  readonly owner: ActorDatabase;
  readonly masterKeys: MasterKeys;
}

/** `nuantu repair [NAME…]`: finds and mends what earlier versions left wrong; prints what was mended. */
export async function run({ positionals, language }: Invocation): Promise<ExitCode> {
  const names = positionals.length === 0 ? Object.keys(REPAIRS) : positionals;
  const unknown = names.find((name) => REPAIRS[name] === undefined);
  if (unknown !== undefined) {
    const known = Object.keys(REPAIRS).join(' ');
    throw new UsageError(fill(USAGE.unknownName, language, { name: unknown, names: known }));
  }
  await withServices(language, async (services, { adminUrl, masterKeys }) => {
    const owner = new ActorDatabase({ url: adminUrl, connections: 1, applicationName: 'nuantu-repair' });
    const [organisations] = await services.database.global(listOrganisations({}));
    const mended = [];
    try {
      for (const { id, code } of organisations)
        for (const repair of names) {
          const found = await REPAIRS[repair]?.({ services, owner, masterKeys }, id);
          mended.push({ organisation: code, repair, mended: found });
        }
    } finally {
      await owner.close();
    }
    process.stdout.write(`${JSON.stringify(mended, undefined, 2)}\n`);
    process.stderr.write(`${fill(REPAIR.done, language, {})}\n`);
  });
  return 0;
}
