import { setTimeout as wait } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import type { MatchProgress, MatchProposal } from '../../domain/matching/propose.ts';
import type { MatchMessage, MatchTask } from './match-worker.ts';

/** Seconds for the solver; judging comes before, explaining after. */
const SECONDS = 30;
/** After so long a thread is ended, whatever it does, and what it began with is the answer. */
const LONGEST_MS = 120_000;
const LOOK_MS = 1_000;
/** of objects; the solver's own memory is beside */
const MOST_MEGABYTES = 1_024;

/**
 * Solves a match in a thread of its own.
 * @param goesOn asked about once a second, with how far it has come; false ends the thread
 * @returns undefined: it was ended, or gave no answer in time
 */
export async function runMatch(
  problem: MatchTask['problem'],
  goesOn: (progress: MatchProgress | undefined) => Promise<boolean>,
): Promise<MatchProposal | undefined> {
  const task: MatchTask = { problem, seconds: SECONDS };
  const worker = new Worker(new URL('./match-worker.ts', import.meta.url), {
    workerData: task,
    resourceLimits: { maxOldGenerationSizeMb: MOST_MEGABYTES },
  });
  const { promise, resolve, reject } = Promise.withResolvers<MatchProposal | undefined>();
  let progress: MatchProgress | undefined;
  let proposal: MatchProposal | undefined;
  worker.on('message', (message: MatchMessage) => {
    if ('progress' in message) ({ progress } = message);
    else ({ proposal } = message);
    if ('isLast' in message && message.isLast) resolve(proposal);
  });
  // what it had begun with holds, whatever befell it then
  worker.once('error', (error) => (proposal === undefined ? reject(error) : resolve(proposal)));
  worker.once('exit', () => resolve(undefined));
  const limit = setTimeout(() => resolve(proposal), LONGEST_MS);
  const looking = new AbortController();
  lookAgain(async () => (await goesOn(progress)) || resolve(undefined), looking.signal).catch(reject);
  try {
    return await promise;
  } finally {
    clearTimeout(limit);
    looking.abort();
    await worker.terminate();
  }
}

/** One look after the other, a second between them. */
async function lookAgain(look: () => Promise<unknown>, signal: AbortSignal): Promise<void> {
  for (;;) {
    await wait(LOOK_MS);
    if (signal.aborted) return;
    await look();
  }
}
