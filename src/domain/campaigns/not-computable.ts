/** Below this many persons the spread of a round is too uncertain to judge one person by. */
export const SMALLEST_SPREAD = 30;

/** Why nobody can say whether a score has changed. */
export const notComputableReasons = [
  'first_incomplete',
  'later_incomplete',
  'other_version',
  'no_reliability',
  'first_outside_round',
  'few_persons',
  'no_spread',
] as const;
export type NotComputableReason = (typeof notComputableReasons)[number];
