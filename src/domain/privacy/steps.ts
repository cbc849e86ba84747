/**
 * A count as it is told to whoever may not see the persons: down to the last full step, so that it never changes by one
 * person, and two looks around one event tell nothing of whoever caused it.
 */
export function countInSteps(count: number, step: number): number {
  return count - (count % step);
}
