import { setImmediate } from 'node:timers/promises';
import type { Steps } from '../../../domain/roster/steps.ts';

/** So long nobody else is served. */
const TURN_MS = 10;

/** Does long work step by step, and serves everybody else in between. */
export async function inSteps<Result>(steps: Steps<Result>): Promise<Result> {
  let begun = performance.now();
  for (let step = steps.next(); ; step = steps.next()) {
    if (step.done === true) return step.value;
    if (performance.now() - begun < TURN_MS) continue;
    await setImmediate();
    begun = performance.now();
  }
}
