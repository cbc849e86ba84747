import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';

import type { ExitCode, Invocation } from './command.ts';
import { CHECKOUT } from './environment.ts';
import { findFirstDifference } from './first-difference.ts';
import { fill } from './language.ts';
import { SCHEMA } from './messages.ts';
import { makeSchemaFiles } from './migrated-schema.ts';

/** `nuantu schema check`: 1 when a committed file is not what the migrations make, naming the first difference. */
export async function run({ language }: Invocation): Promise<ExitCode> {
  for (const [path, made] of Object.entries(await makeSchemaFiles())) {
    const committed = await readFile(join(CHECKOUT, path), 'utf8').catch(() => '');
    const difference = findFirstDifference(committed, made);
    if (difference === undefined) continue;
    const { line, left, right } = difference;
    process.stderr.write(`${fill(SCHEMA.drift, language, { path, line, committed: left, made: right })}\n`);
    return 1;
  }
  return 0;
}
