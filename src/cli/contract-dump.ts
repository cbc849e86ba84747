import { readFile, writeFile } from 'node:fs/promises';
import process from 'node:process';
import type { ExitCode } from './command.ts';
import {
  changedOperations,
  type ContractRevision,
  digestOperations,
  REVISION_FILE,
} from './contract-revision.ts';

/** `nuantu contract dump`: writes down what changed of the API, under the next revision, and prints names. */
export async function run(): Promise<ExitCode> {
  const known = JSON.parse(await readFile(REVISION_FILE, 'utf8')) as ContractRevision;
  const operations = await digestOperations();
  const changed = changedOperations(known.operations, operations);
  if (changed.length === 0) return 0;
  const next: ContractRevision = { revision: known.revision + 1, operations };
  await writeFile(REVISION_FILE, `${JSON.stringify(next, undefined, 2)}\n`);
  process.stdout.write(`${changed.join('\n')}\n`);
  return 0;
}
