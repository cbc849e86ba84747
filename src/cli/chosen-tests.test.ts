import { expect, test } from 'vitest';
import { programsFor } from './chosen-tests.ts';

const chosen = { files: [], changed: false, watch: false };

test('a test runs where it stands, a journey in the browser, both one after the other', () => {
  expect(programsFor({ ...chosen, files: ['src/web/base/time.test.ts', 'e2e/groups.spec.ts'] })).toEqual({
    runner: ['vitest/vitest.mjs', 'run', 'src/web/base/time.test.ts'],
    journeys: ['@playwright/test/cli.js', 'test', 'e2e/groups.spec.ts'],
  });
  expect(programsFor({ ...chosen, files: ['e2e/groups.spec.ts'] }).runner).toBeUndefined();
});

test('without files it is what changed, or everything, once or again and again', () => {
  expect(programsFor({ ...chosen, changed: true }).runner).toEqual(['vitest/vitest.mjs', 'run', '--changed']);
  expect(programsFor({ ...chosen, watch: true })).toEqual({
    runner: ['vitest/vitest.mjs', 'watch'],
    journeys: undefined,
  });
});
