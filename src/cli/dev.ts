import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { watch } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';
import { setTimeout as pause } from 'node:timers/promises';
import type { ViteDevServer } from 'vite';
import { type ExitCode, type Invocation, UsageError } from './command.ts';
import { portOf } from '../server/start-policy.ts';
import { DEV } from './dev-messages.ts';
import { CHECKOUT } from './environment.ts';
import { fill } from './language.ts';

/** What a data folder of development begins with; each scenario has a folder of its own. */
const SCENARIOS = ['demo', 'empty'] as const;
/** What the server is made of. */
const SERVER_FOLDERS = ['src/cli', 'src/server', 'src/contract', 'src/domain', 'db'];
/** What vite does not serve itself; slices' folders have such names too. The answer page stands under /a/. */
const OF_THE_SERVER = ['^/api/', String.raw`^/calendar/[^/]+\.ics$`, '^/(healthz|readyz|metrics)$'];

/** `nuantu dev`: pages that show a change at once, a server that starts again after one, behind one address. */
export async function run({ values, language }: Invocation): Promise<ExitCode> {
  const scenario = scenarioOf(values['scenario'], language);
  const port = portOf(process.env);
  const ports = { web: port, server: port + 1, answer: port + 2, my: port + 3 };
  // first what fails where a port is taken: no server is left behind then
  const pages = await servePages(ports);
  const stopServer = await startServer(scenario, ports.server);
  const stopped = Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
  await Promise.race([stopped, whenReady(ports.server)]);
  process.stdout.write(`${fill(DEV.ready, language, { address: `http://127.0.0.1:${ports.web}` })}\n`);
  await stopped;
  await Promise.all([stopServer(), ...pages.map((page) => page.close())]);
  return 0;
}

type Scenario = (typeof SCENARIOS)[number];
type Option = Invocation['values'][string];

/** @throws UsageError */
function scenarioOf(value: Option, language: Invocation['language']): Scenario {
  const wanted = String(value ?? 'demo');
  const scenario = SCENARIOS.find((known) => known === wanted);
  if (scenario === undefined)
    throw new UsageError(fill(DEV.unknownScenario, language, { wanted, known: SCENARIOS.join(', ') }));
  return scenario;
}

/** Where a scenario's data lie, unless NUANTU_DATA says otherwise. @throws UsageError */
export function developmentFolder(scenario: Option, language: Invocation['language']): string {
  return join(CHECKOUT, '.nuantu-dev', scenarioOf(scenario, language));
}

/** Starts again when what it is made of changes: stopped in order each time, its database with it. */
async function startServer(scenario: Scenario, port: number): Promise<() => Promise<void>> {
  const folder = process.env['NUANTU_DATA'] ?? developmentFolder(scenario, 'en');
  await mkdir(folder, { recursive: true, mode: 0o711 });
  const demo = scenario === 'demo' ? '1' : '0';
  const env = { ...process.env, NUANTU_DATA: folder, NUANTU_DEMO: demo, PORT: String(port) };
  const launch = () => {
    const child = spawn(process.execPath, [join(CHECKOUT, 'src/cli/main.ts'), 'start'], {
      env,
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    const ended = new Promise((resolve) => child.once('exit', resolve));
    return async () => {
      child.kill('SIGTERM');
      await ended;
    };
  };
  let stop = launch();
  let timer: NodeJS.Timeout | undefined;
  let isEnding = false;
  let restarted: Promise<unknown> = Promise.resolve();
  const restart = () => {
    restarted = restarted
      .then(() => stop())
      .then(() => {
        // a server that has hardly begun would not end in order
        stop = isEnding ? async () => undefined : launch();
        return stop;
      });
  };
  const watchers = SERVER_FOLDERS.map((name) =>
    watch(join(CHECKOUT, name), { recursive: true }, () => {
      clearTimeout(timer);
      // an editor writes a file in several steps, and git many files
      timer = setTimeout(restart, 300);
    }),
  );
  return async () => {
    isEnding = true;
    clearTimeout(timer);
    for (const watcher of watchers) watcher.close();
    await restarted;
    await stop();
  };
}

/** A first start makes the database and the scenario. */
async function whenReady(port: number): Promise<void> {
  for (;;) {
    const answer = await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => undefined);
    if (answer?.ok === true) return;
    await pause(500);
  }
}

/** The two builds in development: a change of a page is there without a reload. */
async function servePages(
  ports: Record<'web' | 'server' | 'answer' | 'my', number>,
): Promise<ViteDevServer[]> {
  const { createServer } = await import('vite');
  const proxyTo = (port: number) => ({
    target: `http://127.0.0.1:${port}`,
    // the server compares the page's origin with the address that was asked
    changeOrigin: false,
  });
  const toServer = Object.fromEntries(OF_THE_SERVER.map((path) => [path, proxyTo(ports.server)]));
  const serve = async (name: string, port: number, proxy: typeof toServer) => {
    const server = await createServer({
      configFile: join(CHECKOUT, `src/${name}/vite.config.ts`),
      // two servers at once must not write into one cache
      cacheDir: join(CHECKOUT, 'node_modules/.vite', name),
      server: { host: '127.0.0.1', port, strictPort: true, proxy },
    });
    return server.listen();
  };
  return Promise.all([
    serve('answer', ports.answer, toServer),
    serve('my', ports.my, toServer),
    serve('web', ports.web, {
      ...toServer,
      '/a/': proxyTo(ports.answer),
      '/my/': proxyTo(ports.my),
    }),
  ]);
}
