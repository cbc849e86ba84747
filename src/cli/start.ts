import process from 'node:process';
import { openInstallation, type Installation } from '../server/installation.ts';
import { openDataFolder } from '../server/platform/data-folder.ts';
import type { ExitCode, Invocation } from './command.ts';
import { chooseDataFolder } from './environment.ts';
import { STEPS } from './messages.ts';
import { createProgress } from './progress.ts';

/** `nuantu start`: everything up, until Ctrl-C or SIGTERM takes everything down again, in order. */
export async function run({ language }: Invocation): Promise<ExitCode> {
  const environment = process.env;
  const folder = await openDataFolder(chooseDataFolder(environment));
  let installation: Installation | undefined;
  const readProgram = () => import('./serve.ts');
  let program: ReturnType<typeof readProgram> | undefined;
  try {
    installation = await openInstallation({
      folder: folder.path,
      environment,
      onStep: createProgress(process.stderr, STEPS, language),
      // most of the program is read while the database comes up
      onLaunched: () => {
        program = readProgram();
      },
      beside: false,
    });
    const { serve } = await (program ?? readProgram());
    await serve(installation, environment, language);
  } finally {
    await installation?.stop();
    await folder.release();
  }
  return 0;
}
