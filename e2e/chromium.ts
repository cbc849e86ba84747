import { findChromium, HEADLESS_SHELL } from '../src/cli/browser.ts';

/**
 * How tests start the system's browser: also as root, and without its own errands into the network. Chromium without its windows
 * where it is there: with them a page's first visit is half of the computing, and nothing here looks at what stands around a page.
 */
export const chromium = {
  executablePath: findChromium() ?? HEADLESS_SHELL,
  args: ['--no-sandbox', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
};
