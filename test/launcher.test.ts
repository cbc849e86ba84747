import type { ChildProcess, SpawnSyncReturns } from 'node:child_process';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { afterEach, beforeEach, expect, test } from 'vitest';

const bin = fileURLToPath(new URL('../bin', import.meta.url));

/** A checkout with its own command and, instead of the registry's client, one that makes an empty node_modules. */
let checkout: string;
let npm: string;

beforeEach(async () => {
  checkout = await mkdtemp(join(tmpdir(), 'nuantu-launcher-'));
  npm = join(checkout, 'npm.js');
  await mkdir(join(checkout, 'bin'));
  await mkdir(join(checkout, 'src/cli'), { recursive: true });
  await cp(bin, join(checkout, 'bin'), { recursive: true });
  await writeFile(join(checkout, 'package-lock.json'), JSON.stringify({ packages: { '': {} } }));
  await writeFile(npm, "require('node:fs').mkdirSync('node_modules', { recursive: true });");
  await writeFile(
    join(checkout, 'src/cli/main.ts'),
    'console.log(process.argv.slice(2).join(" ") as string);',
  );
});

afterEach(async () => rm(checkout, { recursive: true, force: true }));

function nuantu(...parameters: string[]): SpawnSyncReturns<string> {
  return spawnSync(process.execPath, [join(checkout, 'bin/nuantu.mjs'), ...parameters], {
    encoding: 'utf8',
    env: { ...process.env, npm_execpath: npm, NUANTU_LANG: 'en' },
  });
}

test('the first command installs the packages and runs, the second one only runs', () => {
  const first = nuantu('doctor', '--json');
  expect(first.stderr).toMatch(/^Installing packages \(npm ci\) … [\d.]+ s\n$/);
  expect(first.stdout).toBe('doctor --json\n');

  const second = nuantu('doctor');
  expect(second.stderr).toBe('');
  expect(second.stdout).toBe('doctor\n');
});

test('a changed lock file installs again', async () => {
  nuantu('doctor');
  await writeFile(
    join(checkout, 'package-lock.json'),
    JSON.stringify({ packages: { '': { version: '2' } } }),
  );
  expect(nuantu('doctor').stderr).toContain('Installing');
});

test('packages that npm installed by hand from the same lock file are accepted', async () => {
  const packages = { 'node_modules/a': { version: '1.0.0' } };
  const lock = {
    packages: { '': {}, ...packages, 'node_modules/other-system': { version: '1.0.0', optional: true } },
  };
  await writeFile(join(checkout, 'package-lock.json'), JSON.stringify(lock));
  await mkdir(join(checkout, 'node_modules'));
  await writeFile(join(checkout, 'node_modules/.package-lock.json'), JSON.stringify({ packages }));
  expect(nuantu('doctor').stderr).toBe('');
});

test('a linked node_modules is left alone', async () => {
  await mkdir(join(checkout, 'elsewhere'));
  await symlink('elsewhere', join(checkout, 'node_modules'));
  expect(nuantu('doctor')).toMatchObject({ status: 0, stderr: '' });
});

test('a failed installation shows what npm said, says what to do and exits 1', async () => {
  await writeFile(npm, "console.error('registry unreachable'); process.exit(1);");
  const { status, stderr } = nuantu('doctor');
  expect(status).toBe(1);
  expect(stderr).toContain('registry unreachable');
  expect(stderr).toContain('Check the network');
});

test('a lock file that npm ci refuses is installed from all the same', async () => {
  await writeFile(
    npm,
    `if (process.argv[2] === 'ci') { console.error('npm error code EUSAGE'); process.exit(1); }
     require('node:fs').mkdirSync('node_modules');`,
  );
  expect(nuantu('doctor')).toMatchObject({ status: 0, stdout: 'doctor\n' });
});

test('the pages are built before a start, again only when a source changed', async () => {
  await mkdir(join(checkout, 'src/web'));
  await mkdir(join(checkout, 'node_modules/vite/bin'), { recursive: true });
  await writeFile(
    join(checkout, 'node_modules/vite/bin/vite.js'),
    "require('node:fs').appendFileSync('builds', process.argv.slice(2).join(' ') + '\\n');",
  );
  await writeFile(join(checkout, 'src/web/vite.config.ts'), 'export default {};');
  nuantu('start');
  nuantu('start');
  nuantu('doctor');
  const build = 'build --config src/web/vite.config.ts\n';
  expect(await readFile(join(checkout, 'builds'), 'utf8')).toBe(build);

  await writeFile(join(checkout, 'src/web/page.tsx'), 'export {};');
  expect(nuantu('start').stderr).toContain('Building the web pages');
  expect(await readFile(join(checkout, 'builds'), 'utf8')).toBe(build + build);
});

test('the exit code is the command’s own', async () => {
  await writeFile(join(checkout, 'src/cli/main.ts'), 'process.exit(2);');
  expect(nuantu('doctor').status).toBe(2);
});

test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
  '%s reaches the command, which stops in its own time',
  async (name) => {
    nuantu('doctor');
    await writeFile(
      join(checkout, 'src/cli/main.ts'),
      `process.on('${name}', () => { console.log('stopping'); process.exit(0); });
     setInterval(() => {}, 1000);
     console.log('running');`,
    );
    const child: ChildProcess = spawn(process.execPath, [join(checkout, 'bin/nuantu.mjs'), 'start'], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, npm_execpath: npm },
    });
    let output = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      if (output === 'running\n') child.kill(name);
    });
    const [code] = (await once(child, 'exit')) as [number | null];
    expect(output).toBe('running\nstopping\n');
    expect(code).toBe(0);
  },
);

test('a command stops with npm, which ends only the shell between them', async () => {
  nuantu('doctor');
  await writeFile(
    join(checkout, 'src/cli/main.ts'),
    `process.on('SIGTERM', () => { console.log('stopping'); process.exit(0); });
     setInterval(() => {}, 1000);
     console.log('running');`,
  );
  // the second command keeps the shell from becoming the launcher itself
  const command = `"${process.execPath}" "${join(checkout, 'bin/nuantu.mjs')}" start; true`;
  const shell: ChildProcess = spawn('sh', ['-c', command], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, npm_execpath: npm, npm_lifecycle_event: 'start' },
  });
  let output = '';
  shell.stdout?.on('data', (chunk: Buffer) => {
    output += chunk.toString();
    if (output === 'running\n') shell.kill('SIGTERM');
  });
  // the pipe is closed when the last one that holds it has ended
  await once(shell, 'close');
  expect(output).toBe('running\nstopping\n');
});

test('a command that was killed ends the launcher by the same signal', async () => {
  await writeFile(join(checkout, 'src/cli/main.ts'), "process.kill(process.pid, 'SIGKILL');");
  expect(nuantu('doctor').signal).toBe('SIGKILL');
});
