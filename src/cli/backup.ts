import { join, resolve } from 'node:path';
import process from 'node:process';

import { BackupError } from '../server/platform/backup/backup-error.ts';
import { storeSettings } from '../server/platform/blobs/choose-store.ts';
import { takeBackup } from '../server/platform/backup/take-backup.ts';
import { findPgdata } from '../server/platform/postgres/cluster.ts';
import { usePostgres } from '../server/platform/postgres/use-postgres.ts';
import type { ExitCode, Invocation } from './command.ts';
import { chooseDataFolder } from './environment.ts';
import { fill } from './language.ts';
import { BACKUP } from './backup-messages.ts';
import { STEPS } from './messages.ts';
import { createProgress } from './progress.ts';

/** `nuantu backup DIR`: prints the manifest. */
export async function run({ positionals, language }: Invocation): Promise<ExitCode> {
  const [directory = ''] = positionals;
  const target = resolve(directory);
  const folder = chooseDataFolder(process.env);
  if (process.env['DATABASE_URL'] !== undefined) throw new BackupError('backup_needs_embedded');
  // starting would make an empty database, whose backup would look like a real one
  if ((await findPgdata(folder)) === undefined) throw new BackupError('backup_of_nothing', { path: folder });

  const onStep = createProgress(process.stderr, STEPS, language);
  const manifest = await usePostgres({ folder, onStep }, (postgres) =>
    takeBackup({ folder, postgres, target, now: new Date() }),
  );
  const bytes = manifest.files.reduce((sum, file) => sum + file.bytes, 0);
  const megabytes = (bytes / 1024 ** 2).toFixed(1);
  process.stderr.write(`${fill(BACKUP.taken, language, { path: target, megabytes })}\n`);
  process.stderr.write(`${fill(BACKUP.keyApart, language, { key: join(folder, 'keys', 'master.key') })}\n`);
  if (storeSettings(process.env) !== undefined)
    process.stderr.write(`${fill(BACKUP.bucketApart, language, {})}\n`);
  process.stdout.write(`${JSON.stringify(manifest)}\n`);
  return 0;
}
