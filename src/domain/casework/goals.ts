/** How far a goal has come, as a review judges it; `dropped`: it was given up, with the client. */
export const goalStates = ['achieved', 'partly', 'not_yet', 'dropped'] as const;
export type GoalState = (typeof goalStates)[number];

interface GoalRecord<Goal> {
  readonly kind: string;
  readonly recordedAt: string;
  readonly goals: readonly Goal[];
}

/** The goals that the work has now: of the plan that was written down last. */
export function goalsInForce<Goal>(records: readonly GoalRecord<Goal>[]): readonly Goal[] {
  return latest(records.filter(({ kind, goals }) => kind === 'plan' && goals.length > 0))?.goals ?? [];
}

/** Nothing of these is left to work on: each was reached or given up. Of none nobody knows it. */
export function areSettled(goals: readonly { readonly state?: GoalState | undefined }[]): boolean {
  return goals.length > 0 && goals.every(({ state }) => state === 'achieved' || state === 'dropped');
}

/** Of equal instants the one that stands first: lists of records begin with the newest. */
export function latest<Written extends { readonly recordedAt: string }>(
  records: readonly Written[],
): Written | undefined {
  return records.reduce<Written | undefined>(
    (newest, record) => (newest === undefined || record.recordedAt > newest.recordedAt ? record : newest),
    undefined,
  );
}
