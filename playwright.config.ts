import process from 'node:process';
import { defineConfig } from '@playwright/test';
import { findFreePort } from './e2e/free-port.ts';

// the workers load this file again and must find the same server
const port = (process.env['NUANTU_JOURNEY_PORT'] ??= String(await findFreePort()));
process.env['NUANTU_JOURNEY_BESIDE'] ??= String(await findFreePort());

/** Journeys through the real server, its own database and the built pages (`vite build` comes first). */
export default defineConfig({
  testDir: 'e2e',
  testMatch: '*.spec.ts',
  fullyParallel: true,
  workers: 2,
  retries: 0,
  forbidOnly: true,
  timeout: 120_000,
  expect: { timeout: 10_000 },
  reporter: [['list']],
  outputDir: 'test-results',
  use: {
    baseURL: `http://127.0.0.1:${port}`,
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    actionTimeout: 10_000,
    trace: 'retain-on-failure',
    contextOptions: { reducedMotion: 'reduce' },
    permissions: ['clipboard-read', 'clipboard-write'],
    launchOptions: {
      executablePath: '/usr/bin/chromium',
      args: [
        '--no-sandbox',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
  webServer: {
    command: `"${process.execPath}" e2e/server.ts`,
    url: `http://127.0.0.1:${port}/readyz`,
    env: { PORT: port },
    timeout: 120_000,
    gracefulShutdown: { signal: 'SIGTERM', timeout: 20_000 },
  },
});
