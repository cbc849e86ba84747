import { access } from 'node:fs/promises';
import process from 'node:process';

import { BackupError } from '../server/platform/backup/backup-error.ts';
import { masterKeyFile } from '../server/platform/keys/master-key.ts';
import { restoreBackup } from '../server/platform/backup/restore-backup.ts';
import type { ExitCode, Invocation } from './command.ts';
import { chooseDataFolder } from './environment.ts';
import { fill } from './language.ts';
import { BACKUP } from './backup-messages.ts';

/** `nuantu restore DIR`: fills the empty data folder. */
export async function run({ positionals, language }: Invocation): Promise<ExitCode> {
  const [directory = ''] = positionals;
  if (process.env['DATABASE_URL'] !== undefined) throw new BackupError('backup_needs_embedded');
  const folder = chooseDataFolder(process.env);
  const { createdAt } = await restoreBackup(directory, folder);
  process.stderr.write(`${fill(BACKUP.restored, language, { createdAt, path: folder })}\n`);

  const key = masterKeyFile(folder, process.env);
  const hasKey = await access(key).then(
    () => true,
    () => process.env['NUANTU_MASTER_KEY'] !== undefined,
  );
  if (!hasKey) process.stderr.write(`${fill(BACKUP.keyWanted, language, { key })}\n`);
  return 0;
}
