import type { Journey } from './journey.ts';

/** What is left when the server has everything: the last screen must survive a reload. */
export interface Done {
  readonly done: true;
  readonly journey: Pick<Journey, 'language'> & {
    readonly form: Pick<Journey['form'], 'contact' | 'helpLines' | 'title' | 'station'>;
  };
  readonly isRisk: boolean;
}

export type LocalCopy = Journey | Done;

const PREFIX = 'nuantu.answer.';
/** Where the browser refuses to store (private windows), the page itself remembers until it is closed. */
const memory = new Map<string, string>();

/** What this phone keeps for a link; undefined when nothing, or nothing readable. */
export function findLocalCopy(token: string): LocalCopy | undefined {
  const text = readText(PREFIX + token) ?? memory.get(token);
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text) as LocalCopy;
  } catch {
    return undefined;
  }
}

export function saveLocalCopy(token: string, copy: LocalCopy): void {
  const text = JSON.stringify(copy);
  memory.set(token, text);
  try {
    localStorage.setItem(PREFIX + token, text);
  } catch {
    // full or forbidden: `memory` has it
  }
}

function readText(key: string): string | undefined {
  try {
    return localStorage.getItem(key) ?? undefined;
  } catch {
    return undefined;
  }
}
