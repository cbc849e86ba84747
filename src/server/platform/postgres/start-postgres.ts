import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { namingFullDisk } from '../start/disk-full.ts';
import { findProcess } from '../start/process-identity.ts';
import { StartError } from '../start/start-error.ts';
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
import { awaitSettled, findPostmaster, type Launch, launchPostmaster, stopPostmaster } from './postmaster.ts';

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
  /** the main process ended by itself, and was launched again */
  onRelaunch?: (event: 'died' | 'launched') => void;
};

/** After a kill -9 the children of the old main process need a moment to notice: longer where the machine is busy. */
const DYING_MS = 20_000;
const SETTLING_MS = 60_000;
const LOG_CHECK_MS = 10 * 60_000;
const WATCH_MS = 500;
const RELAUNCH_MS = 2_000;

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
    const adopted = await adopt(folder, existing, options);
    if (adopted !== undefined) return adopted;
  }
  const binaries = await findBinaries({ user, cache: chooseCache(user, folder) });
  const pgdata =
    existing ??
    (await inStep('postgres.create', options.onStep, () => createCluster(folder, binaries.initdb, user)));
  const cluster = { folder, pgdata, binaries, user, password: await readPassword(folder) };
  return inStep('postgres.start', options.onStep, () => launch(cluster, options));
}

async function adopt(
  folder: string,
  pgdata: string,
  options: StartOptions,
): Promise<RunningPostgres | undefined> {
  if ((await findPostmaster(pgdata)) === undefined) return undefined;
  return inStep('postgres.adopt', options.onStep, async () => {
    const postmaster = await awaitSettled(pgdata, SETTLING_MS);
    if (postmaster === undefined) return undefined;
    if (postmaster.status !== 'ready') throw new StartError('postgres_slow', { pid: postmaster.pid });
    const password = await readPassword(folder);
    // a left-over file may name the number of a process that has nothing to do with us
    if (!(await servesFolder(postmaster.port, password, pgdata))) return undefined;
    await writeInstance(folder, { ...postmaster, startedAt: new Date().toISOString() });
    const user = await chooseUser(pgdata);
    const binaries = await findBinaries({ user, cache: chooseCache(user, folder) });
    const cluster = { folder, pgdata, binaries, user, password };
    return { ...supervise(cluster, postmaster, options), adopted: true };
  });
}

/** What a main process is launched from. */
interface Cluster {
  readonly folder: string;
  readonly pgdata: string;
  readonly binaries: Binaries;
  readonly user: OperatingSystemUser | undefined;
  readonly password: string;
}

async function launch(cluster: Cluster, options: StartOptions): Promise<RunningPostgres> {
  const patience = performance.now() + DYING_MS;
  let port = await chooseFreePort((await findInstance(cluster.folder))?.port);
  for (;;) {
    const result = await launchOn(cluster, port, options);
    if (result.ok) return supervise(cluster, { pid: result.pid, port }, options);
    const { failure } = result;
    if (failure.kind === 'port_taken') port = await chooseFreePort();
    else if (failure.kind === 'disk_full') throw new StartError('disk_full', { path: cluster.pgdata });
    else if (failure.kind === 'other' || performance.now() > patience) {
      throw new StartError('postgres_failed', { line: failure.line, log: logOf(cluster.folder) });
    } else await sleep(100);
  }
}

async function launchOn(
  { folder, pgdata, binaries, user }: Cluster,
  port: number,
  { settings = {}, onLaunched }: Pick<StartOptions, 'settings' | 'onLaunched'>,
): Promise<Launch> {
  const log = logOf(folder);
  await limitLog(log);
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
    const startedAt = new Date().toISOString();
    await namingFullDisk(folder, () => writeInstance(folder, { port, pid, startedAt }));
  }
  return result;
}

/** Watches the main process until it is stopped: one that was killed, or gave up on a full disk, is launched again. */
function supervise(
  cluster: Cluster,
  first: { pid: number; port: number },
  options: StartOptions,
): RunningPostgres {
  const { folder, password } = cluster;
  const { port } = first;
  let { pid } = first;
  // a log that cannot be shortened now is shortened at the next start
  const logCheck = setInterval(() => void limitLog(logOf(folder)).catch(() => {}), LOG_CHECK_MS);
  logCheck.unref();
  let relaunching: Promise<void> | undefined;
  const watch = setInterval(() => {
    if (relaunching === undefined && findProcess(pid) === undefined)
      relaunching = relaunch().finally(() => (relaunching = undefined));
  }, WATCH_MS);
  watch.unref();
  // on the port that everybody knows; what fails now (the disk is still full) is tried again at the next look
  const relaunch = async (): Promise<void> => {
    options.onRelaunch?.('died');
    const result = await launchOn(cluster, port, { settings: options.settings ?? {} }).catch(() => undefined);
    if (result?.ok === true) {
      pid = result.pid;
      options.onRelaunch?.('launched');
    } else await sleep(RELAUNCH_MS);
  };
  const stop = async (awaitClients: boolean): Promise<void> => {
    clearInterval(logCheck);
    clearInterval(watch);
    await relaunching;
    await stopPostmaster(pid, awaitClients);
    await writeInstance(folder, { port });
  };
  let stopping: Promise<void> | undefined;
  return {
    ...addressOf({ pid, port }, password),
    adopted: false,
    stop: (how) => (stopping ??= stop(how?.awaitClients === true)),
  };
}

function logOf(folder: string): string {
  return join(folder, 'postgres.log');
}

async function inStep<T>(id: Step['id'], onStep: StartOptions['onStep'], work: () => Promise<T>): Promise<T> {
  onStep?.({ id, state: 'started' });
  const result = await work();
  onStep?.({ id, state: 'finished' });
  return result;
}
