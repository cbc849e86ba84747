import fc from 'fast-check';
import { expect, test } from 'vitest';

import { decideBrowser } from './browser.ts';

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
