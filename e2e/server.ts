import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import pg from 'pg';
import { openInstallation } from '../src/server/installation.ts';
import { hashToken } from '../src/server/platform/http/bearer-token.ts';
import { startAliyun } from '../test/short-message-servers.ts';

/**
 * The server as users start it, over a data folder of its own that goes when the journeys are over. Its texts to telephones end in
 * a provider of their own; it can send no e-mail.
 */
const folder = mkdtempSync(join(tmpdir(), 'nuantu-journeys-'));
const checkout = join(import.meta.dirname, '..');
const provider = await startAliyun('key', 'secret');
const texts = {
  NUANTU_SMS_URL: provider.url,
  NUANTU_SMS_KEY_ID: 'key',
  NUANTU_SMS_KEY_SECRET: 'secret',
  NUANTU_SMS_SIGN: '暖途',
  NUANTU_SMS_NOTICE_TEMPLATE: 'SMS_1',
  NUANTU_SMS_CODE_TEMPLATE: 'SMS_2',
};
/** For the journeys, which run in processes of their own: what came to a telephone last, and time that has passed. */
const beside = createServer((request, response) => {
  const { pathname, searchParams } = new URL(request.url ?? '', 'http://beside');
  const answer =
    pathname === '/older'
      ? makeOlder(searchParams.get('token') ?? '')
      : pathname === '/arrived'
        ? letArrive(searchParams.get('rounds') ?? '')
        : codeOn(searchParams.get('to'));
  answer.then(
    (body) => response.end(JSON.stringify(body)),
    (error: Error) => response.writeHead(500).end(error.message),
  );
});
beside.listen(Number(process.env['NUANTU_JOURNEY_BESIDE']), '127.0.0.1');

async function codeOn(telephone: string | null): Promise<object> {
  return provider.messages.findLast(({ to }) => to === telephone)?.values ?? {};
}

async function makeOlder(token: string): Promise<object> {
  const sessions = await update(
    "update public_session set proven_at = proven_at - interval '1 hour' where token_hash = $1",
    hashToken(token),
  );
  return { sessions };
}

/** As if rounds of this title had ended three days earlier. */
async function letArrive(title: string): Promise<object> {
  const rounds = await update(
    `update campaign set opens_at = opens_at - interval '72 hours', closes_at = closes_at - interval '72 hours'
     where starts_with(title, $1)`,
    title,
  );
  return { rounds };
}

/** @returns how many rows were changed */
async function update(statement: string, value: unknown): Promise<number | null> {
  const installation = await openInstallation({ folder, environment: process.env, beside: true });
  const admin = new pg.Client({ connectionString: installation.adminUrl });
  await admin.connect();
  const { rowCount } = await admin.query(statement, [value]);
  await admin.end();
  await installation.stop();
  return rowCount;
}

const server = spawn(process.execPath, [join(checkout, 'src/cli/main.ts'), 'start'], {
  env: { ...process.env, ...texts, NUANTU_DATA: folder, NUANTU_DEMO: '1', NUANTU_WEBHOOKS_PRIVATE: '1' },
  stdio: ['ignore', 'ignore', 'inherit'],
});
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => server.kill(signal));
server.once('exit', (code) => {
  rmSync(folder, { recursive: true, force: true });
  beside.close();
  void provider.close();
  process.exitCode = code ?? 1;
});
