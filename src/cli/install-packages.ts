import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import process from 'node:process';

/** Where packages of Debian are a matter of course to install: a container, a build machine. */
export function mayInstall(): { isRoot: boolean; hasApt: boolean } {
  return { isRoot: process.getuid?.() === 0, hasApt: existsSync('/usr/bin/apt-get') };
}

/** Installs packages of Debian; the text says what apt said. */
export function installPackages(packages: readonly string[]): { ok: boolean; output: string } {
  let output = '';
  for (const step of [['update'], ['install', '-y', '--no-install-recommends', ...packages]]) {
    const { status, stdout, stderr } = spawnSync('apt-get', step, {
      encoding: 'utf8',
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
      maxBuffer: 64 * 1024 * 1024,
    });
    output += `${stdout}${stderr}`;
    if (status !== 0) return { ok: false, output };
  }
  return { ok: true, output };
}
