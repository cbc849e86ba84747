import type { Permission } from '../access/roles.ts';
import {
  caseStatuses,
  lifecycle,
  type CaseStatus,
  type Requirement,
  type TransitionRule,
} from './lifecycle.ts';

export interface TransitionFacts {
  /** What the person who acts may do with this case. */
  permissions: ReadonlySet<Permission>;
  /** What is on record for it. */
  fulfilled: ReadonlySet<Requirement>;
}

export type TransitionDecision =
  | { ok: true; rule: TransitionRule }
  | { ok: false; reason: 'already_there' | 'no_such_transition' | 'forbidden' }
  | { ok: false; reason: 'requirements_missing'; missing: Requirement[] };

/** Whether a case may go from one status to another, and if not, why: all that is missing at once. */
export function decideTransition(
  from: CaseStatus,
  to: CaseStatus,
  facts: TransitionFacts,
): TransitionDecision {
  if (from === to) return { ok: false, reason: 'already_there' };
  const rule = lifecycle[from].to[to];
  if (rule === undefined) return { ok: false, reason: 'no_such_transition' };
  if (!facts.permissions.has(rule.permission)) return { ok: false, reason: 'forbidden' };
  const missing = rule.requires.filter((requirement) => !facts.fulfilled.has(requirement));
  return missing.length === 0 ? { ok: true, rule } : { ok: false, reason: 'requirements_missing', missing };
}

/** Every next step of a case with its decision, in the order of the lifecycle: what the page offers or explains. */
export function nextSteps(
  from: CaseStatus,
  facts: TransitionFacts,
): { to: CaseStatus; decision: TransitionDecision }[] {
  return caseStatuses
    .filter((to) => lifecycle[from].to[to] !== undefined)
    .map((to) => ({ to, decision: decideTransition(from, to, facts) }));
}
