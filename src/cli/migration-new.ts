import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';
import { sqlFiles } from '../server/platform/database/migrate.ts';
import { type ExitCode, type Invocation, UsageError } from './command.ts';
import { DEV } from './dev-messages.ts';
import { CHECKOUT } from './environment.ts';
import { fill } from './language.ts';

const NAME = /^[a-z][a-z0-9_]{2,60}$/;

/** `nuantu migration new NAME`: an empty migration behind all that are there; prints its path. */
export async function run({ positionals, language }: Invocation): Promise<ExitCode> {
  const [name = ''] = positionals;
  if (!NAME.test(name)) throw new UsageError(fill(DEV.migrationName, language, { name }));
  const last = (await sqlFiles('migrations')).at(-1)?.name ?? '0000';
  const number = String(Number(last.slice(0, 4)) + 1).padStart(4, '0');
  const path = join('db/migrations', `${number}_${name}.sql`);
  await writeFile(join(CHECKOUT, path), '-- Why it is there, in a sentence.\n', { flag: 'wx' });
  process.stdout.write(`${path}\n`);
  return 0;
}
