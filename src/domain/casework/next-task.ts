import { areSettled, goalsInForce, type GoalState, latest } from './goals.ts';
import { type CaseStatus, lifecycle, type Requirement } from './lifecycle.ts';

export type StageRecord = 'intake' | 'assessment' | 'plan' | 'review' | 'follow_up';

/** What somebody who works on a case does next, as its main button says. */
export type NextTask =
  | { kind: 'record'; record: StageRecord }
  | { kind: 'encounter' }
  | { kind: 'move'; to: CaseStatus }
  | { kind: 'consent' }
  | { kind: 'close' }
  | { kind: 'decide_closure' };

interface TaskGoal {
  readonly dueOn?: string | null | undefined;
  readonly state?: GoalState | undefined;
}

export interface CaseInWork {
  readonly status: CaseStatus;
  readonly records: readonly {
    readonly kind: string;
    readonly recordedAt: string;
    readonly goals: readonly TaskGoal[];
  }[];
  /** where the case may go for this person, and what is missing for it */
  readonly next: readonly { readonly to: CaseStatus; readonly missing: readonly string[] }[];
  /** a day on which somebody looks after a closed case */
  readonly nextStepOn: string | null;
  /** somebody asked that it be closed, and nobody decided yet */
  readonly isClosureAsked: boolean;
}

/** The record that belongs to a stage; the work itself is encounters. */
export const stageRecords: Readonly<Partial<Record<CaseStatus, StageRecord>>> = {
  intake: 'intake',
  reopened: 'intake',
  assessment: 'assessment',
  plan: 'plan',
  review: 'review',
  follow_up: 'follow_up',
};

/** Where a stage leads once its work is done. */
const onwards: Readonly<Partial<Record<CaseStatus, CaseStatus>>> = {
  intake: 'assessment',
  reopened: 'assessment',
  assessment: 'plan',
  plan: 'intervention',
  follow_up: 'closed',
};

/**
 * The next thing that is really to be done in a case: the stage's record, and once that is written the way on.
 * @param mayDecide whether this person decides on requests to close
 * @param today calendar day in the organisation's zone
 * @returns undefined: nothing waits
 */
export function nextTask(inWork: CaseInWork, { mayDecide, today }: TaskReader): NextTask | undefined {
  const { status, records } = inWork;
  // the worker waits for the decision, and may go on serving meanwhile
  if (inWork.isClosureAsked) return mayDecide ? { kind: 'decide_closure' } : { kind: 'encounter' };
  if (lifecycle[status].phase === 'ended')
    return inWork.nextStepOn === null ? undefined : moveTo(inWork, 'follow_up');
  const entered = latest(records.filter(({ kind }) => kind === 'transition'))?.recordedAt ?? '';
  const since = records.filter(({ recordedAt }) => recordedAt >= entered);
  const record = stageRecords[status];
  if (record !== undefined && !since.some(({ kind }) => kind === record)) return { kind: 'record', record };
  if (status === 'intervention')
    return isPlanOver(inWork, today) ? moveTo(inWork, 'review') : { kind: 'encounter' };
  if (status === 'review') {
    const reviewed = latest(since.filter(({ kind }) => kind === 'review'))?.goals ?? [];
    return areSettled(reviewed) ? { kind: 'close' } : moveTo(inWork, 'intervention');
  }
  const to = onwards[status];
  return to === undefined ? undefined : moveTo(inWork, to);
}

interface TaskReader {
  readonly mayDecide: boolean;
  readonly today: string;
}

/** Every goal with a day has passed it: the work is looked at as a whole. */
function isPlanOver({ records }: CaseInWork, today: string): boolean {
  const days = goalsInForce(records).flatMap(({ dueOn }) => dueOn ?? []);
  return days.length > 0 && days.every((day) => day <= today);
}

/** What each thing that is missing asks for; what is not here is asked for by the step itself. */
const fulfilments: Readonly<Partial<Record<Requirement, NextTask>>> = {
  consent: { kind: 'consent' },
  risk_level: { kind: 'record', record: 'assessment' },
  goal: { kind: 'record', record: 'plan' },
  plan_agreed: { kind: 'record', record: 'plan' },
  encounter: { kind: 'encounter' },
  review_outcome: { kind: 'record', record: 'review' },
  follow_up_result: { kind: 'record', record: 'follow_up' },
};

function moveTo({ next }: CaseInWork, to: CaseStatus): NextTask | undefined {
  const step = next.find((known) => known.to === to);
  if (step === undefined) return undefined;
  const missing = step.missing.flatMap((requirement) => fulfilments[requirement as Requirement] ?? []);
  return missing[0] ?? { kind: 'move', to };
}
