import { setTimeout as sleep } from 'node:timers/promises';

import { findFolderHolder, openDataFolder } from '../start/data-folder.ts';
import { StartError } from '../start/start-error.ts';
import type { PostgresAddress } from './find-postgres.ts';
import { findRunningPostgres } from './find-postgres.ts';
import type { StartOptions } from './start-postgres.ts';
import { startPostgres } from './start-postgres.ts';

const SERVER_STARTS_MS = 60_000;

export interface BorrowedPostgres {
  readonly address: PostgresAddress;
  readonly giveBack: () => Promise<void>;
}

/**
 * The folder's PostgreSQL for a command: the one of the server that runs on the folder, else one started for the command,
 * which holds the folder's lock until it is given back.
 *
 * @throws StartError, also `folder_in_use` when the folder's holder brings up no database within a minute
 */
export async function borrowPostgres(options: StartOptions): Promise<BorrowedPostgres> {
  const beside = await awaitServersPostgres(options.folder);
  if (beside !== undefined) return { address: beside, giveBack: async () => undefined };

  const folder = await openDataFolder(options.folder);
  try {
    const postgres = await startPostgres({ ...options, folder: folder.path });
    return {
      address: postgres,
      giveBack: async () => {
        try {
          // another command may have found this database in the meantime
          await postgres.stop({ awaitClients: true });
        } finally {
          await folder.release();
        }
      },
    };
  } catch (error) {
    await folder.release();
    throw error;
  }
}

/** Lends the folder's PostgreSQL for this work alone. @throws as borrowPostgres */
export async function usePostgres<T>(
  options: StartOptions,
  work: (postgres: PostgresAddress) => Promise<T>,
): Promise<T> {
  const { address, giveBack } = await borrowPostgres(options);
  try {
    return await work(address);
  } finally {
    await giveBack();
  }
}

/** Undefined when nobody holds the folder (a database without a holder is adopted by whoever takes the lock). */
async function awaitServersPostgres(folder: string): Promise<PostgresAddress | undefined> {
  const deadline = performance.now() + SERVER_STARTS_MS;
  for (;;) {
    const holder = await findFolderHolder(folder);
    if (holder === undefined) return undefined;
    const postgres = await findRunningPostgres(folder);
    if (postgres !== undefined) return postgres;
    if (performance.now() > deadline)
      throw new StartError('folder_in_use', { path: folder, pid: holder.pid });
    await sleep(100);
  }
}
