import { spawn } from 'node:child_process';
import { open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { findProcess } from '../start/process-identity.ts';
import { asUser, programEnvironment } from './cluster.ts';
import { logSize, readLogSince } from './log-file.ts';
import type { OperatingSystemUser } from './operating-system-user.ts';
import { settingArguments } from './settings.ts';
import type { StartFailure } from './start-failure.ts';
import { decideStartFailure } from './start-failure.ts';

const POLL_MS = 15;

/** PostgreSQL's main process as its own `postmaster.pid` describes it. */
export type Postmaster = { pid: number; port: number; status: string };

/** The living main process of a cluster; undefined when none runs (a left-over file does not count). */
export async function findPostmaster(pgdata: string): Promise<Postmaster | undefined> {
  let lines: string[];
  try {
    lines = (await readFile(join(pgdata, 'postmaster.pid'), 'utf8')).split('\n');
  } catch {
    return undefined;
  }
  // lines: process, data directory, start, port, socket, address, shared memory, status
  const pid = Number(lines[0]);
  const port = Number(lines[3]);
  if (!Number.isInteger(pid) || pid <= 0 || findProcess(pid) === undefined) return undefined;
  return { pid, port, status: lines[7]?.trim() ?? '' };
}

export type Launch = { ok: true; pid: number } | { ok: false; failure: StartFailure };

/** Starts the main process and waits until it accepts connections, recovery after a crash included. */
export async function launchPostmaster(options: {
  postgres: string;
  pgdata: string;
  log: string;
  port: number;
  settings: Readonly<Record<string, string>>;
  user: OperatingSystemUser | undefined;
  onLaunched?: () => void;
}): Promise<Launch> {
  const logBefore = await logSize(options.log);
  const log = await open(options.log, 'a', 0o600);
  // a session of its own: Ctrl-C in the terminal must reach us first, so that we can stop it in order
  const program = spawn(
    options.postgres,
    ['-D', options.pgdata, ...settingArguments(options.port, options.settings)],
    {
      cwd: options.pgdata,
      env: programEnvironment(),
      detached: true,
      stdio: ['ignore', log.fd, log.fd],
      ...asUser(options.user),
    },
  );
  try {
    await new Promise<void>((resolve, reject) => {
      program.once('spawn', resolve);
      program.once('error', reject);
    });
  } finally {
    await log.close();
  }
  program.unref();
  options.onLaunched?.();

  while (program.exitCode === null && program.signalCode === null) {
    const postmaster = await findPostmaster(options.pgdata);
    if (postmaster !== undefined && postmaster.pid === program.pid && postmaster.status === 'ready') {
      return { ok: true, pid: postmaster.pid };
    }
    await sleep(POLL_MS);
  }
  return { ok: false, failure: decideStartFailure(await readLogSince(options.log, logBefore)) };
}

/** Waits while a main process is on its way up or down. Undefined: it is gone. */
export async function awaitSettled(pgdata: string, limitMs: number): Promise<Postmaster | undefined> {
  const deadline = performance.now() + limitMs;
  for (;;) {
    const postmaster = await findPostmaster(pgdata);
    if (postmaster === undefined || postmaster.status === 'ready' || performance.now() > deadline)
      return postmaster;
    await sleep(POLL_MS);
  }
}

/**
 * Ends the main process in order: open transactions roll back (with `awaitClients` they finish), memory is written
 * out. Without waiting for clients it becomes hasty after 30 s.
 */
export async function stopPostmaster(pid: number, awaitClients: boolean): Promise<void> {
  const patience = awaitClients ? Infinity : performance.now() + 30_000;
  if (!signal(pid, awaitClients ? 'SIGTERM' : 'SIGINT')) return;
  let hurried = false;
  while (findProcess(pid) !== undefined) {
    if (!hurried && performance.now() > patience) {
      // without the final write-out; the next start recovers from the log of changes
      signal(pid, 'SIGQUIT');
      hurried = true;
    }
    await sleep(POLL_MS);
  }
}

function signal(pid: number, name: 'SIGINT' | 'SIGTERM' | 'SIGQUIT'): boolean {
  try {
    process.kill(pid, name);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ESRCH') return false;
    throw error;
  }
}
