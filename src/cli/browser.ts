import { existsSync } from 'node:fs';
import { installPackages, mayInstall } from './install-packages.ts';

export const HEADLESS_SHELL = '/usr/lib/chromium/chromium-headless-shell';
/** The whole browser does as well, and takes twice the computing. */
const WHOLE_BROWSER = '/usr/bin/chromium';
/** Without a Chinese font every character is the same box, and no layout is what users see. */
const CHINESE_FONT = '/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc';
export const BROWSER_PACKAGES = ['chromium-headless-shell', 'fonts-noto-cjk'];

export type BrowserState = { hasBrowser: boolean; hasFont: boolean; isRoot: boolean; hasApt: boolean };
export type BrowserDecision = 'ready' | 'install' | 'tell';

/** Path of the browser that tests run in; undefined: none is installed. */
export function findChromium(): string | undefined {
  return [HEADLESS_SHELL, WHOLE_BROWSER].find((path) => existsSync(path));
}

/** Install only where that is a matter of course: as root on Debian (a container, a build machine). */
export function decideBrowser({ hasBrowser, hasFont, isRoot, hasApt }: BrowserState): BrowserDecision {
  if (hasBrowser && hasFont) return 'ready';
  return isRoot && hasApt ? 'install' : 'tell';
}

/** Sees to it that the journeys find a browser; the text says what is wrong when they would not. */
export function ensureBrowser(): { ok: boolean; output: string } {
  const decision = decideBrowser({
    hasBrowser: findChromium() !== undefined,
    hasFont: existsSync(CHINESE_FONT),
    ...mayInstall(),
  });
  if (decision === 'ready') return { ok: true, output: '' };
  if (decision === 'tell') return { ok: false, output: `apt-get install ${BROWSER_PACKAGES.join(' ')}\n` };
  return installPackages(BROWSER_PACKAGES);
}
