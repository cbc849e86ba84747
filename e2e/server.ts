import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
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
/** What came to a telephone last, for the journeys: they run in processes of their own. */
const telephones = createServer((request, response) => {
  const to = new URL(request.url ?? '', 'http://telephones').searchParams.get('to');
  response.end(JSON.stringify(provider.messages.findLast((message) => message.to === to)?.values ?? {}));
});
telephones.listen(Number(process.env['NUANTU_JOURNEY_TELEPHONES']), '127.0.0.1');
const server = spawn(process.execPath, [join(checkout, 'src/cli/main.ts'), 'start'], {
  env: { ...process.env, ...texts, NUANTU_DATA: folder, NUANTU_DEMO: '1', NUANTU_WEBHOOKS_PRIVATE: '1' },
  stdio: ['ignore', 'ignore', 'inherit'],
});
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => server.kill(signal));
server.once('exit', (code) => {
  rmSync(folder, { recursive: true, force: true });
  telephones.close();
  void provider.close();
  process.exitCode = code ?? 1;
});
