import process from 'node:process';
import { openInstallation, type Installation } from '../server/installation.ts';
import { openDataFolder } from '../server/platform/start/data-folder.ts';
import { isKeyBesideData, masterKeyFile } from '../server/platform/keys/master-key.ts';
import { decideStart } from '../server/start-policy.ts';
import type { ExitCode, Invocation } from './command.ts';
import { chooseDataFolder } from './environment.ts';
import { fill } from './language.ts';
import { START, STEPS } from './messages.ts';
import { createProgress } from './progress.ts';

/** `nuantu start`: everything up, until Ctrl-C or SIGTERM takes everything down again, in order. */
export async function run({ language }: Invocation): Promise<ExitCode> {
  const environment = process.env;
  // before anything is made: an unsafe start leaves nothing behind
  const policy = decideStart(environment);
  const folder = await openDataFolder(chooseDataFolder(environment));
  if (policy.isProduction && isKeyBesideData(folder.path, environment)) {
    const path = masterKeyFile(folder.path, environment);
    process.stderr.write(`${fill(START.keyBeside, language, { path })}\n`);
  }
  let installation: Installation | undefined;
  const readProgram = () => import('./serve.ts');
  let program: ReturnType<typeof readProgram> | undefined;
  try {
    installation = await openInstallation({
      folder: folder.path,
      environment,
      onStep: createProgress(process.stderr, STEPS, language),
      onWait: () => process.stderr.write(`${fill(START.waits, language, {})}\n`),
      // most of the program is read while the database comes up
      onLaunched: () => {
        program = readProgram();
      },
      onRelaunch: (event) => process.stderr.write(`${fill(START[event], language, {})}\n`),
      beside: false,
    });
    const { serve } = await (program ?? readProgram());
    await serve(installation, environment, policy, language);
  } finally {
    await installation?.stop();
    await folder.release();
  }
  return 0;
}
