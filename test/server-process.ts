import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import process from 'node:process';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';

const CODE_CACHE = 'node_modules/.cache/nuantu-code';

export type Child = ChildProcessByStdio<null, Readable, Readable>;

/** A command of the product in a process of its own, as an operator has it; `bin/nuantu.mjs` is their way in. */
export function launch(
  command: string,
  environment: Readonly<Record<string, string>>,
  program: 'src/cli/main.ts' | 'bin/nuantu.mjs' = 'src/cli/main.ts',
): Child {
  return spawn(process.execPath, [program, ...command.split(' ')], {
    env: {
      PATH: process.env['PATH'],
      // as the launcher keeps it: a start without it computes a third longer
      NODE_COMPILE_CACHE: CODE_CACHE,
      PORT: '0',
      NUANTU_LANG: 'en',
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

/** What a server prints until it is up. @throws with what it said where it ends before */
export async function awaitStarted(child: Child): Promise<{ said: string; address: string }> {
  let said = '';
  let complaint = '';
  child.stderr.on('data', (chunk: Buffer) => (complaint += String(chunk)));
  await new Promise<void>((resolve, reject) => {
    // read on afterwards: a server whose words nobody takes ends
    child.stdout.on('data', (chunk: Buffer) => {
      said += String(chunk);
      if (said.includes('Ctrl-C')) resolve();
    });
    child.once('exit', () => reject(new Error(`the server ended: ${said}${complaint}`)));
  });
  return { said, address: /http:\/\/[\d.:]+/.exec(said)?.[0] ?? '' };
}

/** What a command that ends by itself says, and its code. */
export async function outcome(child: Child): Promise<{ said: string; code: number }> {
  const [out, complaint, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'exit') as Promise<[number]>,
  ]);
  return { said: out + complaint, code };
}

export async function end(child: Child, signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill(signal);
  await ended;
}

/** @returns the session's cookie */
export async function signIn(address: string, username: string, password: string): Promise<string> {
  const response = await fetch(`${address}/api/v1/auth/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username, password }),
  });
  return response.headers.get('set-cookie')?.split(';')[0] ?? '';
}
