import { setImmediate, setTimeout } from 'node:timers/promises';
import { getHeapSpaceStatistics } from 'node:v8';
import type { Steps } from '../../../domain/roster/steps.ts';

/** So long nobody else is served. */
const TURN_MS = 10;

/** Does long work step by step, and serves everybody else in between. */
export async function inSteps<Result>(steps: Steps<Result>): Promise<Result> {
  let begun = performance.now();
  for (let step = steps.next(); ; step = steps.next()) {
    if (step.done === true) return step.value;
    if (performance.now() - begun < TURN_MS) continue;
    await letCollect();
    begun = performance.now();
  }
}

const LOOK_MS = 2;
/** Ten times as long as marking the heap takes: whatever it is then, the work goes on. */
const MOST_WAITED_MS = 1_000;

/**
 * Serves everybody else, and waits while the heap is marked and its part for young objects is full: until the marking is done V8 collects
 * none of them and takes more memory instead, which it keeps. What a roster's rows leave behind were 20 to 50 MB.
 */
export async function letCollect(): Promise<void> {
  await setImmediate();
  const end = performance.now() + MOST_WAITED_MS;
  while (isOverfull() && performance.now() < end) await setTimeout(LOOK_MS);
}

/** Half of the space for young objects is kept free for those that a collection finds alive. */
export function isOverfull(): boolean {
  const young = getHeapSpaceStatistics().find(({ space_name: name }) => name === 'new_space');
  return young !== undefined && young.space_used_size > young.space_size / 2;
}
