import { existsSync } from 'node:fs';
import { installPackages, mayInstall } from './install-packages.ts';

const CHROMIUM = '/usr/lib/chromium/chromium-headless-shell';
/** Without a Chinese font every character is the same box, and no layout is what users see. */
const CHINESE_FONT = '/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc';
export const BROWSER_PACKAGES = ['chromium-headless-shell', 'fonts-noto-cjk'];

export type BrowserState = { hasBrowser: boolean; hasFont: boolean; isRoot: boolean; hasApt: boolean };
export type BrowserDecision = 'ready' | 'install' | 'tell';

/** Install only where that is a matter of course: as root on Debian (a container, a build machine). */
export function decideBrowser({ hasBrowser, hasFont, isRoot, hasApt }: BrowserState): BrowserDecision {
  if (hasBrowser && hasFont) return 'ready';
  return isRoot && hasApt ? 'install' : 'tell';
}

/** Sees to it that the journeys find a browser; the text says what is wrong when they would not. */
export function ensureBrowser(): { ok: boolean; output: string } {
  const decision = decideBrowser({
    hasBrowser: existsSync(CHROMIUM),
    hasFont: existsSync(CHINESE_FONT),
    ...mayInstall(),
  });
  if (decision === 'ready') return { ok: true, output: '' };
  if (decision === 'tell') return { ok: false, output: `apt-get install ${BROWSER_PACKAGES.join(' ')}\n` };
  return installPackages(BROWSER_PACKAGES);
}
