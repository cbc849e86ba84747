import process from 'node:process';
import { defineConfig } from '@playwright/test';
import { chromium } from './e2e/chromium.ts';
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
  reporter: [['list'], ['./e2e/measured-reporter.ts']],
  outputDir: 'test-results',
  use: {
    baseURL: `http://127.0.0.1:${port}`,
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    actionTimeout: 10_000,
    // a trace costs a third of a journey's time: NUANTU_TRACE=1 where one is looked at
    trace: process.env['NUANTU_TRACE'] === '1' ? 'retain-on-failure' : 'off',
    screenshot: 'only-on-failure',
    contextOptions: { reducedMotion: 'reduce' },
    // The pages' worker fetches and keeps all of their files for each new browser, which is half of the computing of a first visit.
    // It is there in the tour of all screens, the whole job, drafts and answers, as whoever comes a second time has it.
    serviceWorkers: 'block',
    permissions: ['clipboard-read', 'clipboard-write'],
    launchOptions: chromium,
  },
  webServer: {
    command: `"${process.execPath}" e2e/server.ts`,
    url: `http://127.0.0.1:${port}/readyz`,
    env: { PORT: port },
    timeout: 120_000,
    gracefulShutdown: { signal: 'SIGTERM', timeout: 20_000 },
  },
});
