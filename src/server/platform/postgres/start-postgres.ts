import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { namingFullDisk } from '../disk-full.ts';
import { StartError } from '../start-error.ts';
import type { Binaries } from './binaries.ts';
import { chooseCache, findBinaries } from './binaries.ts';
import { createCluster, findPgdata, readPassword } from './cluster.ts';
import type { PostgresAddress } from './find-postgres.ts';
import { addressOf, servesFolder } from './find-postgres.ts';
import { chooseFreePort } from './free-port.ts';
import { findInstance, writeInstance } from './instance-file.ts';
import { limitLog } from './log-file.ts';
import type { OperatingSystemUser } from './operating-system-user.ts';
import { chooseUser } from './operating-system-user.ts';
import { awaitSettled, findPostmaster, launchPostmaster, stopPostmaster } from './postmaster.ts';

export type Step = {
  id: 'postgres.create' | 'postgres.start' | 'postgres.adopt';
  state: 'started' | 'finished';
};

export type RunningPostgres = PostgresAddress & {
  /** it was running before: its earlier supervisor was killed */
  adopted: boolean;
  /** in order; with `awaitClients` it lets the connections that others have open come to their end first */
  stop(options?: { awaitClients: boolean }): Promise<void>;
};

export type StartOptions = {
  folder: string;
  onStep?: (step: Step) => void;
  /** the main process was launched and is on its way */
  onLaunched?: () => void;
  settings?: Readonly<Record<string, string>>;
};

/** After a kill -9 the children of the old main process need a moment to notice. */
const DYING_MS = 2_000;
const SETTLING_MS = 60_000;
const LOG_CHECK_MS = 10 * 60_000;

/**
 * Starts the embedded PostgreSQL over a data folder, making the cluster at the first start; a PostgreSQL that
 * outlived its supervisor is adopted. The caller holds the folder's lock (`openDataFolder`).
 *
 * @throws StartError
 */
export async function startPostgres(options: StartOptions): Promise<RunningPostgres> {
  const folder = resolve(options.folder);
  await namingFullDisk(folder, () => mkdir(folder, { recursive: true, mode: 0o711 }));
  const user = await chooseUser(join(folder, 'pgdata'));

  const existing = await findPgdata(folder);
  if (existing !== undefined) {
    const adopted = await adopt(folder, existing, options.onStep);
    if (adopted !== undefined) return adopted;
  }
  const binaries = await findBinaries({ user, cache: chooseCache(user, folder) });
  const pgdata =
    existing ??
    (await inStep('postgres.create', options.onStep, () => createCluster(folder, binaries.initdb, user)));
  return inStep('postgres.start', options.onStep, () => launch(folder, pgdata, binaries, user, options));
}

async function adopt(
  folder: string,
  pgdata: string,
  onStep: StartOptions['onStep'],
): Promise<RunningPostgres | undefined> {
  if ((await findPostmaster(pgdata)) === undefined) return undefined;
  return inStep('postgres.adopt', onStep, async () => {
    const postmaster = await awaitSettled(pgdata, SETTLING_MS);
    if (postmaster === undefined) return undefined;
    if (postmaster.status !== 'ready') throw new StartError('postgres_slow', { pid: postmaster.pid });
    const password = await readPassword(folder);
    // a left-over file may name the number of a process that has nothing to do with us
    if (!(await servesFolder(postmaster.port, password, pgdata))) return undefined;
    await writeInstance(folder, { ...postmaster, startedAt: new Date().toISOString() });
    return supervise(folder, addressOf(postmaster, password), true);
  });
}

async function launch(
  folder: string,
  pgdata: string,
  binaries: Binaries,
  user: OperatingSystemUser | undefined,
  { settings = {}, onLaunched }: StartOptions,
): Promise<RunningPostgres> {
  const log = join(folder, 'postgres.log');
  await limitLog(log);
  const password = await readPassword(folder);
  const patience = performance.now() + DYING_MS;
  let port = await chooseFreePort((await findInstance(folder))?.port);
  for (;;) {
    const result = await launchPostmaster({
      postgres: binaries.postgres,
      pgdata,
      log,
      port,
      settings,
      user,
      ...(onLaunched === undefined ? {} : { onLaunched }),
    });
    if (result.ok) {
      const { pid } = result;
      await namingFullDisk(folder, () =>
        writeInstance(folder, { port, pid, startedAt: new Date().toISOString() }),
      );
      return supervise(folder, addressOf({ pid, port }, password), false);
    }
    const { failure } = result;
    if (failure.kind === 'disk_full') throw new StartError('disk_full', { path: pgdata });
    if (failure.kind === 'other') throw new StartError('postgres_failed', { line: failure.line, log });
    if (failure.kind === 'port_taken') port = await chooseFreePort();
    else if (performance.now() > patience)
      throw new StartError('postgres_failed', { line: failure.kind, log });
    else await sleep(100);
  }
}

function supervise(folder: string, address: PostgresAddress, adopted: boolean): RunningPostgres {
  const log = join(folder, 'postgres.log');
  // a log that cannot be shortened now is shortened at the next start
  const logCheck = setInterval(() => void limitLog(log).catch(() => {}), LOG_CHECK_MS);
  logCheck.unref();
  const stop = async (awaitClients: boolean): Promise<void> => {
    clearInterval(logCheck);
    await stopPostmaster(address.pid, awaitClients);
    await writeInstance(folder, { port: address.port });
  };
  let stopping: Promise<void> | undefined;
  return { ...address, adopted, stop: (how) => (stopping ??= stop(how?.awaitClients === true)) };
}

async function inStep<T>(id: Step['id'], onStep: StartOptions['onStep'], work: () => Promise<T>): Promise<T> {
  onStep?.({ id, state: 'started' });
  const result = await work();
  onStep?.({ id, state: 'finished' });
  return result;
}
