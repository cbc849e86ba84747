import type { Asked } from './door.ts';

const STORED = 'nuantu.my.asked';
/** As long as a code holds. */
const CODE_MS = 10 * 60_000;

/**
 * What was asked for and not yet answered: a telephone that shows the text message may end this page meanwhile. In this tab alone,
 * and without the code.
 */
export function keepAsked(asked: Asked, now: number): void {
  sessionStorage.setItem(STORED, JSON.stringify({ asked, until: now + CODE_MS }));
}

export function findAsked(now: number): Asked | undefined {
  const stored = sessionStorage.getItem(STORED);
  if (stored === null) return undefined;
  const { asked, until } = JSON.parse(stored) as { asked: Asked; until: number };
  return until > now ? asked : undefined;
}

export function dropAsked(): void {
  sessionStorage.removeItem(STORED);
}
