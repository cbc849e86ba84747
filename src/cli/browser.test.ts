import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';

import { BROWSER_PACKAGES, decideBrowser } from './browser.ts';

const states = fc.record({
  hasBrowser: fc.boolean(),
  hasFont: fc.boolean(),
  isRoot: fc.boolean(),
  hasApt: fc.boolean(),
});

test('nothing is installed without root on Debian, and nothing where all is there', () => {
  fc.assert(
    fc.property(states, (state) => {
      const decision = decideBrowser(state);
      expect(decision === 'ready').toBe(state.hasBrowser && state.hasFont);
      expect(decision === 'install' && !(state.isRoot && state.hasApt)).toBe(false);
    }),
  );
});

test('a browser without a Chinese font is not ready', () => {
  expect(decideBrowser({ hasBrowser: true, hasFont: false, isRoot: true, hasApt: true })).toBe('install');
  expect(decideBrowser({ hasBrowser: true, hasFont: false, isRoot: false, hasApt: true })).toBe('tell');
});

test('the container to develop in has the browser and its font, and its user is not root', () => {
  const dockerfile = readFileSync('.devcontainer/Dockerfile', 'utf8');
  const installed = dockerfile.split(/\s+/);
  expect(BROWSER_PACKAGES.filter((name) => !installed.includes(name))).toEqual([]);
  const container = JSON.parse(readFileSync('.devcontainer/devcontainer.json', 'utf8')) as unknown;
  expect(container).toMatchObject({ build: { dockerfile: 'Dockerfile' }, remoteUser: 'node' });
  expect(dockerfile).toMatch(/^USER node$/m);
});
