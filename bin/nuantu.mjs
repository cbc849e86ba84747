#!/usr/bin/env node
// The first step of every command. Plain JavaScript that Node 20 understands: it runs before anything is installed.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, lstatSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { stalePages } from './stale-pages.mjs';

const NODE_MAJOR = 24;
const root = dirname(dirname(fileURLToPath(import.meta.url)));
const modules = join(root, 'node_modules');
// Measured: a nursery of 8 MB (V8 rounds up to a power of two) keeps 17 MB less resident than one of 16 and costs lists a
// twentieth; a smaller one spends a quarter of the time collecting, the default keeps 100 MB more. A server with a limit
// of a gigabyte, twenty times what it needs, collects before it has grown by half and keeps 40 MB less; before it has
// grown by a fifth, and it keeps 13 MB less again at the same speed.
// The C library's arenas, one per thread, keep 27 MB more that a server with one busy thread never needs.
const nodeOptions = JSON.parse(readFileSync(join(root, 'bin/node-options.json'), 'utf8'));
// measured: compiled and stripped code kept between starts saves a tenth of a start and 20 MB
const CODE_CACHE = join(modules, '.cache', 'nuantu-code');

const language = /^zh/i.test(
  process.env.NUANTU_LANG || process.env.LC_ALL || process.env.LC_MESSAGES || process.env.LANG || '',
)
  ? 'zh'
  : 'en';
const words = {
  installing: { en: 'Installing packages (npm ci)', zh: '正在安装依赖包（npm ci）' },
  building: { en: 'Building the web pages', zh: '正在构建网页' },
  installFailed: {
    en: 'The packages could not be installed. Check the network and the disk space, then run the command again.',
    zh: '依赖包安装失败。请检查网络和磁盘空间，然后重新运行。',
  },
  buildFailed: { en: 'The web pages could not be built.', zh: '网页构建失败。' },
  needNode: {
    en: `Node ${NODE_MAJOR} or newer is needed (this is ${process.version}) and no packaged one fits this machine: install Node ${NODE_MAJOR}.`,
    zh: `需要 Node ${NODE_MAJOR} 或更新版本（当前为 ${process.version}），依赖包中也没有适合本机的版本：请安装 Node ${NODE_MAJOR}。`,
  },
};

installPackages();
const node = findNode();
if (node === undefined) fail('needNode');
if (process.argv[2] === 'start') buildPages(node);
run(node);

function fail(id, output = '') {
  process.stderr.write(`${output}${words[id][language]}\n`);
  process.exit(1);
}

/** Runs `npm ci` when node_modules does not hold what package-lock.json names. A link belongs to someone else. */
function installPackages() {
  const state = lstatSync(modules, { throwIfNoEntry: false });
  if (state?.isSymbolicLink()) return;
  const lock = readFileSync(join(root, 'package-lock.json'), 'utf8');
  const hash = createHash('sha256').update(lock).digest('hex');
  const marker = join(modules, '.nuantu-lock-hash');
  if (existsSync(marker) && readFileSync(marker, 'utf8') === hash) return;
  if (!holdsPackages(lock)) {
    // the web pages and the checks need the development packages, whatever NODE_ENV says
    const included = ['--include=dev', '--include=optional'];
    // A registry that lacks packages of other systems makes npm write a lock file that `npm ci` refuses; `install`
    // accepts it and keeps to its versions.
    withProgress('installing', 'installFailed', [
      npm('ci', ...included),
      npm('install', '--no-save', ...included),
    ]);
  }
  try {
    mkdirSync(modules, { recursive: true });
    writeFileSync(marker, hash);
  } catch {
    // a read-only installation: the comparison above is repeated next time
  }
}

/** npm as a program and its parameters: the one that runs us, else the one on the path. */
function npm(...parameters) {
  const script = process.env.npm_execpath;
  if (script?.endsWith('.js')) return [process.execPath, [script, ...parameters]];
  return [process.platform === 'win32' ? 'npm.cmd' : 'npm', parameters];
}

/** Whether npm's own note of the last installation agrees with the lock file, e.g. after `npm ci` by hand. */
function holdsPackages(lock) {
  const note = join(modules, '.package-lock.json');
  if (!existsSync(note)) return false;
  const installed = JSON.parse(readFileSync(note, 'utf8')).packages;
  return Object.entries(JSON.parse(lock).packages).every(([path, { version, optional, devOptional }]) => {
    if (path === '') return true;
    const found = installed[path];
    return found === undefined ? optional === true || devOptional === true : found.version === version;
  });
}

function findNode() {
  if (Number(process.versions.node.split('.')[0]) >= NODE_MAJOR) return process.execPath;
  const system = process.platform === 'win32' ? 'win' : process.platform;
  const packaged = join(
    modules,
    `node-${system}-${process.arch}`,
    'bin',
    system === 'win' ? 'node.exe' : 'node',
  );
  if (!existsSync(packaged)) return undefined;
  const { stdout } = spawnSync(packaged, ['--version'], { encoding: 'utf8' });
  return Number(/^v(\d+)/.exec(stdout ?? '')?.[1]) >= NODE_MAJOR ? packaged : undefined;
}

/** Builds the pages that are not what their sources are. */
function buildPages(node) {
  for (const { parameters, note } of stalePages(root)) {
    withProgress('building', 'buildFailed', [[node, parameters]]);
    note();
  }
}

/**
 * One line while it works; everything the program said only when it failed. The second program, where there is one,
 * is tried when the first finds its input unusable (npm's EUSAGE).
 */
function withProgress(id, failure, [[program, parameters], ...others]) {
  const start = Date.now();
  process.stderr.write(`${words[id][language]} … `);
  let result = runQuietly(program, parameters);
  for (const [other, itsParameters] of others) {
    if (/code EUSAGE/.test(result.stderr ?? '')) result = runQuietly(other, itsParameters);
  }
  if (result.status === 0) {
    process.stderr.write(`${((Date.now() - start) / 1000).toFixed(1)} s\n`);
    return;
  }
  fail(failure, `\n${result.error?.message ?? ''}${result.stdout ?? ''}${result.stderr ?? ''}\n`);
}

function runQuietly(program, parameters) {
  return spawnSync(program, parameters, {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    shell: program.endsWith('.cmd'),
  });
}

function run(node) {
  const [command] = process.argv.slice(2);
  const isServer = command === 'start';
  const flags = isServer ? [...nodeOptions.every, ...nodeOptions.server] : nodeOptions.every;
  const child = spawn(node, [...flags, join(root, 'src/cli/main.ts'), ...process.argv.slice(2)], {
    stdio: 'inherit',
    env: {
      NODE_COMPILE_CACHE: CODE_CACHE,
      ...(isServer ? nodeOptions.serverEnvironment : {}),
      ...process.env,
    },
  });
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  for (const signal of signals) {
    process.on(signal, () => {
      // Ctrl-C in a terminal has reached the child as well; a second one would cut its orderly stop short
      if (signal === 'SIGINT' && process.stdin.isTTY) return;
      child.kill(signal);
    });
  }
  if (process.env.npm_lifecycle_event !== undefined) stopWithParent(child);
  child.on('error', (error) => {
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  });
  child.on('exit', (code, signal) => {
    if (signal === null) process.exit(code);
    for (const name of signals) process.removeAllListeners(name);
    process.kill(process.pid, signal);
  });
}

/** npm that is told to stop ends the shell between it and us, which tells nobody: then we have another parent. */
function stopWithParent(child) {
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    child.kill('SIGTERM');
  }, 250);
  watch.unref();
}
