import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';

import type { ExitCode } from './command.ts';
import { CHECKOUT } from './environment.ts';
import { makeSchemaFiles } from './migrated-schema.ts';

/** `nuantu schema dump`: writes the generated files and prints their names. */
export async function run(): Promise<ExitCode> {
  for (const [path, text] of Object.entries(await makeSchemaFiles())) {
    await writeFile(join(CHECKOUT, path), text);
    process.stdout.write(`${path}\n`);
  }
  return 0;
}
