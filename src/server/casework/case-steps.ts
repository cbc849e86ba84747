import type { FinishNextStep, RecordCaseStep, TransitCase } from '../../contract/casework.ts';
import type { ErrorCode } from '../../contract/errors.ts';
import type { BodyOf } from '../../contract/operation.ts';
import { isFollowUpPlanned, needsFollowUp } from '../../domain/casework/closing.ts';
import { decideTransition } from '../../domain/casework/decide-transition.ts';
import { type CaseStatus, lifecycle, type TransitionRule } from '../../domain/casework/lifecycle.ts';
import { setRisk } from '../clients/public.ts';
import { AppError } from '../platform/work/errors.ts';
import { newId } from '../platform/database/ids.ts';
import { dayIn } from '../platform/work/organisation-day.ts';
import type { Change } from '../platform/work/work.ts';
import { closureReasonOf, factsOf, type Granted } from './case-facts.ts';
import { type CaseRow, getLockedCase, insertRecord, viewRecords } from './case-records.ts';
import { type CaseView, viewCase } from './cases.ts';
import { isStepNamed, openNextStep, refuseStepOfEnded, stepChange } from './next-step.ts';
import { refuseImpossibleTime } from './occurred-at.ts';
import { sealState } from './sealed.ts';
import * as sql from './sql.ts';
import { endRequestsOfCase } from './sql-closure-requests.ts';
import { listCorrections } from './sql-corrections.ts';

type Closure = NonNullable<BodyOf<typeof TransitCase>['closure']>;

/** Where a case is to go, with what was said for it. */
export interface Move {
  readonly to: CaseStatus;
  /** at high risk: why the case comes to rest all the same */
  readonly reason?: string | undefined;
  readonly closure?: Closure | undefined;
  /** when somebody looks after the person again */
  readonly followUpOn?: string | null | undefined;
}

/** @throws AppError not_found, forbidden, transition_impossible, transition_incomplete naming what is missing, invalid_request */
export async function transitCase(
  change: Change,
  id: string,
  move: BodyOf<typeof TransitCase>,
  granted: Granted,
): Promise<CaseView> {
  refusePastFollowUp(change, move);
  const row = await getLockedCase(change, id);
  await refuseMove(change, row, move, granted);
  moveCase(change, row, move);
  return viewCase(change, id, granted);
}

/**
 * A day that was asked for in time and has passed until somebody decides is overdue, and not refused by this.
 * @throws AppError invalid_request
 */
export function refusePastFollowUp(
  { timeZone, now }: Change,
  { followUpOn }: { readonly followUpOn?: string | null | undefined },
): void {
  if ((followUpOn ?? null) === null || (followUpOn ?? '') >= dayIn(timeZone, now)) return;
  throw new AppError('invalid_request', { fields: [{ path: '/followUpOn', code: 'follow_up_day_past' }] });
}

/**
 * The caller holds the case.
 * @throws AppError forbidden, transition_impossible, transition_incomplete naming what is missing, invalid_request
 */
export async function refuseMove(
  change: Change,
  row: CaseRow,
  { to, reason, closure, followUpOn }: Move,
  granted: Granted,
): Promise<TransitionRule> {
  const { organisationId, keys, now, timeZone } = change;
  const [events, corrections] = await change.all(
    sql.listCaseEvents({ organisationId, caseId: row.id }),
    listCorrections({ organisationId, caseId: row.id }),
  );
  const facts = await factsOf(change, row, viewRecords(keys, row, events, corrections), granted);
  const fulfilled = new Set(facts.fulfilled);
  if (reason !== undefined) fulfilled.add('reason');
  if (closure !== undefined) fulfilled.add('closure_reason');
  const closureReason = closure?.closureReason ?? closureReasonOf(keys.beside, row);
  const isAsked = needsFollowUp(to, { riskLevel: row.risk_level, closureReason });
  if (!isAsked || isFollowUpPlanned({ reason, followUpOn }, dayIn(timeZone, now)))
    fulfilled.add('follow_up_at_high_risk');
  const from = row.status as CaseStatus;
  const decision = decideTransition(from, to, { ...facts, fulfilled });
  if (decision.ok) return decision.rule;
  if (decision.reason === 'forbidden') throw new AppError('forbidden');
  const missing = decision.reason === 'requirements_missing' ? decision.missing : [];
  throw new AppError(missing.length > 0 ? 'transition_incomplete' : 'transition_impossible', {
    parameters: { from: lifecycle[from].title.zh, to: lifecycle[to].title.zh, missing: missing.join(', ') },
    extra: { missing },
  });
}

/**
 * Writes what was decided; the caller holds the case. What the closure says is a record of its own.
 * @param written whose words the closure's are, and since when, where they are not the actor's
 */
export function moveCase(
  change: Change,
  row: CaseRow,
  { to, reason, closure, followUpOn }: Move,
  written?: { by: string; at: Date },
): void {
  const { organisationId, now } = change;
  const { id } = row;
  const from = row.status as CaseStatus;
  const isEnd = lifecycle[to].phase === 'ended';
  if (closure !== undefined) {
    const { text, closureReason, outcome } = closure;
    insertRecord(change, row, {
      id: newId(now.getTime()),
      kind: 'closure',
      occurredAt: written?.at ?? now,
      data: {},
      words: { text, outcome },
      ...(written === undefined ? {} : { recordedBy: written.by }),
    });
    change.push(
      sql.updateCase({
        organisationId,
        id,
        now,
        change: { sealed_closure: sealClosure(change, row, closureReason) },
      }),
    );
  }
  // what has ended waits for no next step, unless somebody is to look after the person
  const rest = { next_step_on: followUpOn ?? null, sealed_next_step: null };
  const moved = { status: to, closed_at: isEnd ? now : null, ...(isEnd ? rest : {}) };
  change.push(sql.updateCase({ organisationId, id, now, change: moved }));
  if (isEnd) change.push(endRequestsOfCase({ organisationId, caseId: id, now }));
  insertRecord(change, row, {
    id: newId(now.getTime()),
    kind: 'transition',
    occurredAt: now,
    data: { from, to },
    words: reason === undefined ? {} : { reason },
  });
  const detail = { from, to };
  change.audit({ action: 'case.transit', subjectKind: 'client', subjectIds: [row.client_id], detail });
  change.emit({ type: 'case.moved', subjectId: id, data: { from, to } });
}

/** @throws AppError not_found, invalid_request, id_taken */
export async function recordStep(
  change: Change,
  id: string,
  body: BodyOf<typeof RecordCaseStep>,
  granted: Granted,
): Promise<CaseView> {
  const { organisationId, now } = change;
  refuseImpossibleTime(now, body.occurredAt);
  const row = await getLockedCase(change, id);
  const { kind, text, riskLevel, goals, closureReason, outcome } = body;
  refuseIncompleteStep(body);
  if (isStepNamed(body)) refuseStepOfEnded(row, body);
  insertRecord(change, row, {
    id: body.id ?? newId(now.getTime()),
    kind,
    occurredAt: new Date(body.occurredAt),
    data: riskLevel === undefined ? {} : { riskLevel },
    words: {
      text,
      ...(goals === undefined ? {} : { goals }),
      ...(outcome === undefined ? {} : { outcome }),
    },
  });
  change.push(
    sql.updateCase({
      organisationId,
      id,
      now,
      change: {
        ...(riskLevel === undefined ? {} : { risk_level: riskLevel }),
        ...(closureReason === undefined ? {} : { sealed_closure: sealClosure(change, row, closureReason) }),
        // that nothing was agreed ends no follow-up of a case that has ended
        ...(row.closed_at === null ? stepChange(change, row, body) : {}),
      },
    }),
  );
  if (riskLevel !== undefined) setRisk(change, row.client_id, riskLevel);
  change.audit({ action: `case.${kind}`, subjectKind: 'client', subjectIds: [row.client_id] });
  change.emit({ type: 'case.recorded', subjectId: id, data: { kind } });
  return viewCase(change, id, granted);
}

/** @throws AppError not_found where the client was erased */
function sealClosure({ keys }: Change, row: CaseRow, closureReason: string): Buffer {
  if (row.wrapped === null) throw new AppError('not_found');
  const person = { clientId: row.client_id, wrapped: row.wrapped };
  return sealState(keys, person, 'case_closure', row.id, { closureReason });
}

/** An assessment says how great the risk is, a plan has a goal, a closure a reason; a review says how far each goal has come. */
function refuseIncompleteStep(body: BodyOf<typeof RecordCaseStep>): void {
  const { kind, riskLevel, goals = [], closureReason } = body;
  const refuse = (path: string, code: ErrorCode = 'field_required') => {
    throw new AppError('invalid_request', { fields: [{ path, code }] });
  };
  if (kind === 'assessment' && riskLevel === undefined) refuse('/riskLevel');
  if (kind === 'plan' && goals.length === 0) refuse('/goals');
  if (kind === 'closure' && closureReason === undefined) refuse('/closureReason');
  if (kind === 'review' && goals.some(({ state }) => state === undefined))
    refuse('/goals', 'goal_state_missing');
}

/**
 * Sent again, or beside a colleague who ticked the same, it answers with what is there.
 * @throws AppError not_found, next_step_changed, follow_up_by_record
 */
export async function finishNextStep(
  change: Change,
  id: string,
  done: BodyOf<typeof FinishNextStep>,
  granted: Granted,
): Promise<CaseView> {
  const { organisationId, keys, now } = change;
  const row = await getLockedCase(change, id);
  const text = openNextStep(keys, row);
  const step = { nextStep: text, nextStepOn: row.next_step_on };
  if (!isStepNamed(step)) return viewCase(change, id, granted);
  if (step.nextStep !== done.nextStep || step.nextStepOn !== done.nextStepOn)
    throw new AppError('next_step_changed');
  // that somebody at high risk was looked after is said by a record
  if (row.closed_at !== null) throw new AppError('follow_up_by_record');
  insertRecord(change, row, {
    id: newId(now.getTime()),
    kind: 'step_done',
    occurredAt: now,
    data: {},
    words: text === null ? {} : { text },
  });
  const cleared = { next_step_on: null, sealed_next_step: null };
  change.push(sql.updateCase({ organisationId, id, now, change: cleared }));
  change.audit({ action: 'case.step_done', subjectKind: 'client', subjectIds: [row.client_id] });
  return viewCase(change, id, granted);
}
