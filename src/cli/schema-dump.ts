import { readFile, writeFile } from 'node:fs/promises';
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

/** Of migrations that have none: a text that was run once does not change any more. By name, as two branches add theirs. */
async function addChecksums(): Promise<void> {
  const texts = await knownTexts();
  const added = (await sqlFiles('migrations')).filter(({ name }) => !texts.has(name));
  if (added.length === 0) return;
  const path = join(CHECKOUT, CHECKSUMS);
  const known = (await readFile(path, 'utf8')).trimEnd().split('\n');
  const lines = [...known, ...added.map(({ name, text }) => `${checksumOf(text)}  ${name}`)];
  await writeFile(
    path,
    `${lines.toSorted((left, right) => nameIn(left).localeCompare(nameIn(right), 'en')).join('\n')}\n`,
  );
  for (const { name } of added) process.stdout.write(`${CHECKSUMS}: ${name}\n`);
}

function nameIn(line: string): string {
  return line.split('  ')[1] ?? '';
}
