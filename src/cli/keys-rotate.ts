import process from 'node:process';
import { listOrganisations } from '../server/organisations/public.ts';
import { addMasterKey, masterKeyFile, type MasterKeys } from '../server/platform/keys/master-key.ts';
import {
  beginRotation,
  findCutShort,
  finishRotation,
  isMasterInUse,
} from '../server/platform/keys/key-rotation.ts';
import { organisationSealed } from '../server/sealed-columns.ts';
import type { Services } from '../server/platform/work/work.ts';
import type { ExitCode, Invocation } from './command.ts';
import { chooseDataFolder } from './environment.ts';
import { fill } from './language.ts';
import { KEYS } from './messages.ts';
import { withServices } from './open-services.ts';

/**
 * `nuantu keys rotate`: a new master key in the key file, new organisation keys, every person's key wrapped anew. 1 where
 * something did not open: it is listed, and all else is under the new keys. Cut short, the next run goes on with it.
 */
export async function run({ language }: Invocation): Promise<ExitCode> {
  if (process.env['NUANTU_MASTER_KEY'] !== undefined) {
    process.stderr.write(`${fill(KEYS.fromEnvironment, language, {})}\n`);
  }
  return withServices(language, async ({ database, clock }, { masterKeys }) => {
    const [organisations] = await database.global(listOrganisations({}));
    const ids = organisations.map(({ id }) => id);
    const cutShort = await findCutShort(database, ids);
    const master = cutShort === undefined ? await newMasterKeys(database, masterKeys, ids) : masterKeys;
    const broken = await beginRotation(database, master, ids, cutShort ?? clock());
    let persons = 0;
    for (const id of ids) {
      const rotated = await finishRotation(database, master, id, organisationSealed);
      persons += rotated.persons;
      broken.push(...rotated.broken);
    }
    const done = { masterVersion: master.current.version, organisations: organisations.length, persons };
    process.stdout.write(`${JSON.stringify({ ...done, broken })}\n`);
    process.stderr.write(`${fill(KEYS.rotated, language, {})}\n`);
    if (broken.length === 0) return 0;
    process.stderr.write(`${fill(KEYS.broken, language, { count: broken.length })}\n`);
    return 1;
  });
}

async function newMasterKeys(
  database: Services['database'],
  masterKeys: MasterKeys,
  organisationIds: readonly string[],
): Promise<MasterKeys> {
  if (process.env['NUANTU_MASTER_KEY'] !== undefined) return masterKeys;
  const isUsed =
    organisationIds.length === 0 ||
    (await isMasterInUse(database, organisationIds, masterKeys.current.version));
  return isUsed
    ? addMasterKey(masterKeyFile(chooseDataFolder(process.env), process.env), masterKeys)
    : masterKeys;
}
