import { appendFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';

import { checksumOf, knownTexts, sqlFiles } from '../server/platform/database/migrate.ts';
import type { ExitCode } from './command.ts';
import { CHECKOUT } from './environment.ts';
import { makeSchemaFiles } from './migrated-schema.ts';

const CHECKSUMS = 'db/migrations/checksums';

/** `nuantu schema dump`: writes the generated files, adds the checksums of new migrations, and prints names. */
export async function run(): Promise<ExitCode> {
  for (const [path, text] of Object.entries(await makeSchemaFiles())) {
    await writeFile(join(CHECKOUT, path), text);
    process.stdout.write(`${path}\n`);
  }
  await addChecksums();
  return 0;
}

/** Of migrations that have none: a text that was run once does not change any more. */
async function addChecksums(): Promise<void> {
  const texts = await knownTexts();
  for (const { name, text } of await sqlFiles('migrations')) {
    if (texts.has(name)) continue;
    await appendFile(join(CHECKOUT, CHECKSUMS), `${checksumOf(text)}  ${name}\n`);
    process.stdout.write(`${CHECKSUMS}: ${name}\n`);
  }
}
