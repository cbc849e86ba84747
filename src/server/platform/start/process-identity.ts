import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/**
 * A process, recognisable after its number has been given to another one.
 * `startedAt` is opaque: equal for the same process, different for every other with the same number.
 */
export type ProcessIdentity = { pid: number; startedAt: string };

/** The identity of a living process; undefined when no process has this number (a zombie counts as gone). */
export function findProcess(pid: number): ProcessIdentity | undefined {
  if (process.platform === 'linux') return findLinuxProcess(pid);
  if (!answersSignal(pid)) return undefined;
  return { pid, startedAt: process.platform === 'win32' ? '' : startedAtByPs(pid) };
}

/** Whether this very process, not a later one with its number, is alive. */
export function isAlive(identity: ProcessIdentity): boolean {
  return findProcess(identity.pid)?.startedAt === identity.startedAt;
}

function findLinuxProcess(pid: number): ProcessIdentity | undefined {
  const stat = readIfPresent(`/proc/${pid}/stat`);
  if (stat === undefined) return undefined;
  // the second field is the command in parentheses and may itself contain spaces and parentheses
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [state] = fields;
  const startTicks = fields[19];
  if (startTicks === undefined || state === 'Z' || state === 'X') return undefined;
  // ticks count from the boot, so that a process of an earlier boot may share them
  const boot = readIfPresent('/proc/sys/kernel/random/boot_id')?.trim() ?? '';
  return { pid, startedAt: `${boot}:${startTicks}` };
}

function readIfPresent(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

function answersSignal(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it exists and belongs to someone else
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

function startedAtByPs(pid: number): string {
  try {
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim();
  } catch {
    return '';
  }
}
