import react from '@vitejs/plugin-react';
import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';
import { chromium } from './e2e/chromium.ts';

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'pure',
          setupFiles: ['test/property-seed.ts'],
          include: ['src/**/*.test.ts', 'bench/**/*.test.ts', 'test/**/*.test.ts'],
          exclude: ['src/**/*.pg.test.ts', 'test/fixtures/**'],
          // for whoever hangs: a busy machine must not turn a test red
          testTimeout: 60_000,
          // They keep nothing for each other, so that what one file has read the next need not read again (108 s of computing in a
          // process for each file, 81 in one for many). Where a database is, they do: ids never go back behind a clock that was
          // set ahead.
          isolate: false,
          // a third computes while others wait for limits of ten seconds; by itself the runner takes one on two cores
          maxWorkers: 3,
        },
      },
      {
        plugins: [react()],
        test: {
          name: 'component',
          include: ['src/**/*.test.tsx'],
          // a piece of a page in the browser that people have, without the server
          browser: {
            enabled: true,
            headless: true,
            provider: playwright({ launchOptions: chromium }),
            instances: [{ browser: 'chromium' }],
            screenshotFailures: false,
          },
        },
      },
      {
        test: {
          name: 'database',
          setupFiles: ['test/property-seed.ts'],
          include: ['src/**/*.pg.test.ts'],
          globalSetup: ['test/database.ts'],
          testTimeout: 180_000,
          hookTimeout: 180_000,
          // two cores; a third worker computes while the others wait for real limits of ten seconds and for processes that
          // start (eleven files, twice each beside other work: 291 and 429 s by two, 205 and 141 by three, as much computing)
          maxWorkers: 3,
        },
      },
    ],
  },
});
