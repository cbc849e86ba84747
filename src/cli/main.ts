import process from 'node:process';

import { BackupError } from '../server/platform/backup/backup-error.ts';
import { PRODUCT_VERSION } from '../server/platform/start/product-version.ts';
import { StartError } from '../server/platform/start/start-error.ts';
import { MigrationError } from '../server/platform/database/migration-error.ts';
import { BACKUP_ERRORS } from './backup-messages.ts';
import { UsageError } from './command.ts';
import { COMMANDS } from './commands.ts';
import type { Language } from './language.ts';
import { chooseLanguage, fill } from './language.ts';
import { MIGRATION_ERRORS, START_ERRORS, USAGE } from './messages.ts';
import { describeCommand, describeCommands, findCommand, readInvocation } from './usage.ts';

async function main(words: readonly string[], language: Language): Promise<0 | 1 | 2> {
  const found = findCommand(COMMANDS, words);
  if (found === undefined) {
    const [first] = words;
    if (first === '--help' || first === '-h' || first === 'help') {
      process.stdout.write(describeCommands(COMMANDS, language));
      return 0;
    }
    if (first === '--version' || first === '-v') {
      process.stdout.write(`${PRODUCT_VERSION}\n`);
      return 0;
    }
    if (first !== undefined)
      process.stderr.write(`${fill(USAGE.unknownCommand, language, { name: first })}\n\n`);
    process.stderr.write(describeCommands(COMMANDS, language));
    return 2;
  }
  const { command, rest } = found;
  try {
    const invocation = readInvocation(command, rest, language);
    if (invocation.values['help'] === true) {
      process.stdout.write(describeCommand(command, language));
      return 0;
    }
    const { run } = await command.load();
    return await run(invocation);
  } catch (error) {
    if (error instanceof UsageError) {
      process.stderr.write(`${error.message}\n\n${describeCommand(command, language)}`);
      return 2;
    }
    process.stderr.write(`${explain(error, language)}\n`);
    return 1;
  }
}

function explain(error: unknown, language: Language): string {
  if (error instanceof StartError) return fill(START_ERRORS[error.code], language, error.parameters);
  if (error instanceof MigrationError)
    return fill(MIGRATION_ERRORS[error.code], language, { detail: error.detail });
  if (error instanceof BackupError) return fill(BACKUP_ERRORS[error.code], language, error.parameters);
  // the trace of a fault of ours is for whoever repairs it, and only on request
  if (error instanceof Error)
    return process.env['NUANTU_DEBUG'] === '1' ? String(error.stack) : error.message;
  return String(error);
}

// `nuantu … | head`: the reader has enough
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(0);
});

process.exitCode = await main(process.argv.slice(2), chooseLanguage(process.env));
