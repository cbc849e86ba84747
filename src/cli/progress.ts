import type { Language, Words } from './language.ts';

/** A step of some longer work, as the platform reports it: an id and no words. */
export type ReportedStep<Id extends string> = { id: Id; state: 'started' | 'finished' };

const WORTH_TELLING_MS = 1_000;

const DONE: Words = { en: 'done ({seconds} s)', zh: '完成（{seconds} 秒）' };

/**
 * Tells on stderr what takes longer than a second. On a terminal the step's name appears while it still runs and its
 * time at its end; in a file each step becomes one whole line at its end.
 */
export function createProgress<Id extends string>(
  stream: { isTTY?: boolean; write(text: string): unknown },
  words: Readonly<Record<Id, Words>>,
  language: Language,
): (step: ReportedStep<Id>) => void {
  const running = new Map<Id, { since: number; timer: NodeJS.Timeout; named: boolean }>();

  return ({ id, state }) => {
    if (state === 'started') {
      const entry = {
        since: performance.now(),
        named: false,
        timer: setTimeout(() => {
          entry.named = stream.isTTY === true;
          if (entry.named) stream.write(`${words[id][language]} … `);
        }, WORTH_TELLING_MS),
      };
      entry.timer.unref();
      running.set(id, entry);
      return;
    }
    const entry = running.get(id);
    if (entry === undefined) return;
    running.delete(id);
    clearTimeout(entry.timer);
    const elapsed = performance.now() - entry.since;
    if (elapsed < WORTH_TELLING_MS) return;
    const done = DONE[language].replace('{seconds}', (elapsed / 1000).toFixed(1));
    stream.write(entry.named ? `${done}\n` : `${words[id][language]} … ${done}\n`);
  };
}
