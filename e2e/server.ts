import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';

/** The server as users start it, over a data folder of its own that goes when the journeys are over. */
const folder = mkdtempSync(join(tmpdir(), 'nuantu-journeys-'));
const checkout = join(import.meta.dirname, '..');
const server = spawn(process.execPath, [join(checkout, 'src/cli/main.ts'), 'start'], {
  env: { ...process.env, NUANTU_DATA: folder, NUANTU_DEMO: '1', NUANTU_WEBHOOKS_PRIVATE: '1' },
  stdio: ['ignore', 'ignore', 'inherit'],
});
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => server.kill(signal));
server.once('exit', (code) => {
  rmSync(folder, { recursive: true, force: true });
  process.exitCode = code ?? 1;
});
