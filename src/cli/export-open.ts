import process from 'node:process';
import { openSealedFile, SealedFileBroken } from '../server/platform/keys/sealed-file.ts';
import { type ExitCode, failed, type Invocation, UsageError } from './command.ts';
import { EXPORT } from './export-messages.ts';
import { fill } from './language.ts';

/** `nuantu export open FILE --out FILE`: what an export sealed, by the same passphrase. */
export async function run({ positionals, values, language }: Invocation): Promise<ExitCode> {
  const [path = ''] = positionals;
  const { out } = values;
  if (typeof out !== 'string') throw new UsageError(fill(EXPORT.outMissing, language));
  const passphrase = process.env['NUANTU_EXPORT_PASSPHRASE'] ?? '';
  if (passphrase === '') throw new UsageError(fill(EXPORT.passphraseMissing, language));
  try {
    await openSealedFile(path, passphrase, out);
    process.stderr.write(`${fill(EXPORT.opened, language, { out })}\n`);
    return 0;
  } catch (error) {
    if (!(error instanceof SealedFileBroken) && !isFileError(error)) throw error;
    return failed(fill(EXPORT.broken, language, { path }));
  }
}

function isFileError(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
