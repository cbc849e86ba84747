import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import process from 'node:process';
import { findFolderHolder } from '../server/platform/start/data-folder.ts';
import { StartError } from '../server/platform/start/start-error.ts';
import { type ExitCode, type Invocation, UsageError } from './command.ts';
import { DEV } from './dev-messages.ts';
import { developmentFolder } from './dev.ts';
import { fill } from './language.ts';

/**
 * `nuantu db reset`: removes a data folder of development, so that the next `nuantu dev` begins anew. Never another folder: what
 * NUANTU_DATA names may be somebody's records.
 */
export async function run({ values, language }: Invocation): Promise<ExitCode> {
  if (process.env['NODE_ENV'] === 'production') throw new StartError('demo_in_production');
  const folder = developmentFolder(values['scenario'], language);
  if (existsSync(folder) && (await findFolderHolder(folder)) !== undefined)
    throw new UsageError(fill(DEV.folderInUse, language, { folder }));
  await rm(folder, { recursive: true, force: true });
  process.stdout.write(`${folder}\n`);
  return 0;
}
