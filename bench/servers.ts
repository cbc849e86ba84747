import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import process from 'node:process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import nodeOptions from '../bin/node-options.json' with { type: 'json' };

export interface Child {
  readonly address: string;
  readonly pid: number;
  /** milliseconds from spawn to the announced address */
  readonly startedInMs: number;
  stop(): Promise<void>;
}

/** Starts a program of this checkout and waits for the first address that it prints. */
export async function startChild(
  path: string,
  parameters: readonly string[],
  environment: Readonly<Record<string, string>>,
): Promise<Child> {
  const started = performance.now();
  const file = fileURLToPath(new URL(path, import.meta.url));
  const child = spawn(process.execPath, [...nodeOptions.every, ...nodeOptions.server, file, ...parameters], {
    env: { ...nodeOptions.serverEnvironment, ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const address = await addressOf(child);
  return {
    address,
    pid: child.pid ?? 0,
    startedInMs: performance.now() - started,
    stop: async () => {
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    },
  };
}

/** What a program of this checkout prints, run to its end with the collector at its call. */
export async function outputOf(path: string): Promise<string> {
  const file = fileURLToPath(new URL(path, import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, [...nodeOptions.every, '--expose-gc', file]);
  return stdout;
}

async function addressOf(child: ChildProcess): Promise<string> {
  if (child.stdout === null) throw new Error('the child has no output');
  const ended = once(child, 'exit').then(() => {
    throw new Error('the server ended before it announced an address');
  });
  const announced = (async () => {
    for await (const line of createInterface({ input: child.stdout as NodeJS.ReadableStream })) {
      const address = /http:\/\/\S+/.exec(line)?.[0];
      if (address !== undefined) return address;
    }
    throw new Error('no address');
  })();
  const address = await Promise.race([announced, ended]);
  child.stdout.resume();
  return address;
}
