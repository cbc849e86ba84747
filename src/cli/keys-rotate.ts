import process from 'node:process';
import { listOrganisations } from '../server/organisations/public.ts';
import { rotateKeys } from '../server/platform/keys/key-rotation.ts';
import { addMasterKey, masterKeyFile } from '../server/platform/keys/master-key.ts';
import { organisationSealed } from '../server/sealed-columns.ts';
import type { ExitCode, Invocation } from './command.ts';
import { chooseDataFolder } from './environment.ts';
import { fill } from './language.ts';
import { KEYS } from './messages.ts';
import { withServices } from './open-services.ts';

/** `nuantu keys rotate`: a new master key in the key file, new organisation keys, every person's key wrapped anew. */
export async function run({ language }: Invocation): Promise<ExitCode> {
  if (process.env['NUANTU_MASTER_KEY'] !== undefined) {
    process.stderr.write(`${fill(KEYS.fromEnvironment, language, {})}\n`);
  }
  await withServices(language, async (services, { masterKeys }) => {
    const next =
      process.env['NUANTU_MASTER_KEY'] === undefined
        ? await addMasterKey(masterKeyFile(chooseDataFolder(process.env), process.env), masterKeys)
        : masterKeys;
    const [organisations] = await services.database.global(listOrganisations({}));
    let persons = 0;
    for (const { id } of organisations)
      persons += await rotateKeys(services.database, next, id, services.clock(), organisationSealed);
    process.stdout.write(
      `${JSON.stringify({ masterVersion: next.current.version, organisations: organisations.length, persons })}\n`,
    );
    process.stderr.write(`${fill(KEYS.rotated, language, {})}\n`);
  });
  return 0;
}
