import type { SpawnSyncReturns } from 'node:child_process';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { afterEach, beforeEach, expect, test } from 'vitest';

const main = fileURLToPath(new URL('../src/cli/main.ts', import.meta.url));

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'nuantu-command-line-'));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

function nuantu(parameters: string[], environment: Record<string, string> = {}): SpawnSyncReturns<string> {
  return spawnSync(process.execPath, [main, ...parameters], {
    encoding: 'utf8',
    env: { PATH: process.env['PATH'], NUANTU_LANG: 'en', NUANTU_DATA: join(folder, 'data'), ...environment },
  });
}

test('the help is data: on stdout, exit 0', () => {
  const { status, stdout, stderr } = nuantu(['--help']);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(stdout).toMatch(/^Usage: nuantu COMMAND/);
});

test('a command explains itself in Chinese where the locale is Chinese', () => {
  const { status, stdout } = nuantu(['backup', '--help'], { NUANTU_LANG: '', LANG: 'zh_CN.UTF-8' });
  expect(status).toBe(0);
  expect(stdout).toContain('用法：nuantu backup DIR');
});

test('the version is the one of package.json', () => {
  const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
  expect(nuantu(['--version'])).toMatchObject({ status: 0, stdout: `${version}\n` });
  expect(nuantu(['doctor']).stdout).toContain(`✓ Nuantu ${version}\n`);
});

test.each([
  [[]],
  [['nonsense']],
  [['backup']],
  [['doctor', '--nonsense']],
  [['check', '--only', 'nonsense']],
])('wrong usage %j is told on stderr, exit 2', (parameters) => {
  const { status, stdout, stderr } = nuantu(parameters);
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  expect(stderr).toContain('Usage: nuantu');
});

test('a failure is a sentence on stderr, exit 1', () => {
  const { status, stdout, stderr } = nuantu(['restore', folder]);
  expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
  expect(stderr).toBe(`${folder} holds no finished backup (no manifest.json).\n`);
});

test('the doctor reports as JSON and leaves no trace', () => {
  const { status, stdout } = nuantu(['doctor', '--json']);
  const { checks } = JSON.parse(stdout) as { checks: { check: string; ok: boolean }[] };
  expect(checks.map(({ check }) => check)).toEqual([
    'version',
    'node',
    'disk',
    'folder',
    'programs',
    'database',
    'master_key',
    'settings',
  ]);
  expect(status).toBe(checks.every(({ ok }) => ok) ? 0 : 1);
  expect(readdirSync(folder)).toEqual([]);
});

test('the doctor finds that an outside database does not answer', () => {
  const { status, stdout } = nuantu(['doctor'], { DATABASE_URL: 'postgres://nobody@127.0.0.1:9/none' });
  expect(status).toBe(1);
  expect(stdout).toContain('✗ DATABASE_URL: no connection');
});
