import type { Static } from 'typebox';
import type { Case, CaseItem, ListCases, RecordCaseStep } from '../../contract/casework.ts';
import type { BodyOf, QueryOf } from '../../contract/operation.ts';
import type { Permission } from '../../domain/access/roles.ts';
import {
  decideTransition,
  nextSteps,
  type TransitionFacts,
} from '../../domain/casework/decide-transition.ts';
import { type CaseStatus, lifecycle, type Requirement } from '../../domain/casework/lifecycle.ts';
import { addWorkers, consentStandings, findClientIds, lockClientScope, setRisk } from '../clients/public.ts';
import { CreationErased } from '../platform/work/creation.ts';
import { INSTANT, readCursor, UUID, writeCursor } from '../platform/http/cursor.ts';
import { AppError } from '../platform/work/errors.ts';
import { newId } from '../platform/database/ids.ts';
import type { OrganisationKeys } from '../platform/keys/keyring.ts';
import { dayIn } from '../platform/work/organisation-day.ts';
import type { Change, Reading } from '../platform/work/work.ts';
import { type CaseRow, getLockedCase, insertRecord, type RecordView, viewRecords } from './case-records.ts';
import { refuseImpossibleTime } from './occurred-at.ts';
import { openReferral } from './open-referral.ts';
import { openName, openWords, sealState } from './sealed.ts';
import * as sql from './sql.ts';
import { hasOpenAlert } from './sql-alerts.ts';
import { listCorrections } from './sql-corrections.ts';
import { readReferral } from './sql-referrals.ts';

type CaseView = Static<typeof Case>;
type CaseItemView = Static<typeof CaseItem>;
/** What both reading and changing offer. */
type Access = Pick<Reading, 'all' | 'first' | 'organisationId' | 'keys' | 'now' | 'timeZone'>;
type Granted = ReadonlySet<Permission>;

const PAGE = 50;
/** Persons whose cases a search finds. */
const MOST_FOUND = 100;

function viewCaseItem(keys: OrganisationKeys, row: CaseRow): CaseItemView {
  return {
    id: row.id,
    number: row.number,
    clientId: row.client_id,
    clientName: openName(keys, row.client_id, row),
    siteId: row.site_id,
    workerIds: row.worker_ids,
    status: row.status as CaseStatus,
    riskLevel: row.risk_level as CaseItemView['riskLevel'],
    nextStepOn: row.next_step_on,
    openedAt: row.opened_at.toISOString(),
    closedAt: row.closed_at?.toISOString() ?? null,
    updatedAt: row.updated_at.toISOString(),
    version: row.version,
  };
}

export async function listCases(reading: Reading, query: QueryOf<typeof ListCases>) {
  const limit = query.limit ?? PAGE;
  const [afterAt, afterId] = query.after === undefined ? [] : readCursor(query.after, [INSTANT, UUID]);
  const words = query.q?.trim() ?? '';
  const found =
    words === ''
      ? {}
      : { foundIds: await findClientIds(reading, words, MOST_FOUND), foundNumber: words.toUpperCase() };
  const [rows] = await reading.all(
    sql.listCases({
      organisationId: reading.organisationId,
      status: query.status,
      clientId: query.clientId,
      // who reaches no others is spared looking through all of them
      mine: query.mine === true || reading.settings.scope === 'own' ? true : undefined,
      ...found,
      limit,
      afterAt,
      afterId,
    }),
  );
  if (rows.length > 0) {
    const subjectIds = rows.map(({ client_id }) => client_id);
    await reading.audited({ action: 'case.list', subjectKind: 'client', subjectIds });
  }
  const last = rows.length === limit ? rows.at(-1) : undefined;
  return {
    items: rows.map((row) => viewCaseItem(reading.keys, row)),
    next: last === undefined ? null : writeCursor([last.updated_at.toISOString(), last.id]),
  };
}

/** @throws AppError not_found */
export async function readCase(reading: Reading, id: string, granted: Granted): Promise<CaseView> {
  const view = await viewCase(reading, id, granted);
  await reading.audited({ action: 'case.read', subjectKind: 'client', subjectIds: [view.clientId] });
  return view;
}

async function viewCase(access: Access, id: string, granted: Granted): Promise<CaseView> {
  const { organisationId, keys } = access;
  const [[row], events, corrections] = await access.all(
    sql.readCase({ organisationId, id }),
    sql.listCaseEvents({ organisationId, caseId: id }),
    listCorrections({ organisationId, caseId: id }),
  );
  if (row === undefined) throw new AppError('not_found');
  const records = viewRecords(keys.beside, row, events, corrections);
  const facts = await factsOf(access, row, records, granted);
  return {
    ...viewCaseItem(keys, row),
    referralId: row.referral_id,
    referral: row.referral_id === null ? null : await viewOrigin(access, row.referral_id),
    closureReason: closureReasonOf(keys.beside, row),
    records,
    next: nextSteps(row.status as CaseStatus, facts)
      // a reason is asked for in the same breath; a transfer between organisations has its own door
      .filter(
        ({ to, decision }) =>
          to !== 'transferred' && (decision.ok || decision.reason === 'requirements_missing'),
      )
      .map(({ to, decision }) => ({
        to,
        missing: decision.ok || decision.reason !== 'requirements_missing' ? [] : decision.missing,
      })),
  };
}

function closureReasonOf(keys: OrganisationKeys, row: CaseRow): CaseView['closureReason'] {
  const person = { clientId: row.client_id, wrapped: row.wrapped };
  const words = openWords<{ closureReason: NonNullable<CaseView['closureReason']> }>(
    keys,
    person,
    'case_closure',
    row.id,
    row.sealed_closure,
  );
  return words?.closureReason ?? null;
}

/** The referral that the case began with: whoever works on the case reads its words. */
async function viewOrigin(access: Access, id: string): Promise<CaseView['referral']> {
  const { organisationId, keys } = access;
  const row = await access.first(readReferral({ organisationId, id }));
  if (row === undefined) return null;
  const { source = null, urgency = null, reason = '' } = openReferral(keys, row);
  return {
    source,
    urgency,
    reason,
    createdAt: row.created_at.toISOString(),
    referredBy: row.referred_by,
  };
}

/** What is on record, in the terms of the lifecycle. */
async function factsOf(
  access: Access,
  row: CaseRow,
  records: readonly RecordView[],
  permissions: Granted,
): Promise<TransitionFacts> {
  const { organisationId } = access;
  const clientId = row.client_id;
  const standings = await consentStandings(access, clientId);
  const [[encounters], [openAlert]] = await access.all(
    sql.countEncounters({ organisationId, caseId: row.id }),
    hasOpenAlert({ organisationId, clientId }),
  );
  // by when it was written down, not by when it happened: yesterday's review may be entered today
  const entered = records
    .filter(({ kind }) => kind === 'transition')
    .reduce((latest, { recordedAt }) => (recordedAt > latest ? recordedAt : latest), '');
  const since = records.filter(({ recordedAt }) => recordedAt >= entered);
  const has = (kind: RecordView['kind'], list = records) => list.some((record) => record.kind === kind);
  const facts: [Requirement, boolean][] = [
    ['worker', row.worker_ids.length > 0],
    ['consent', standings.service === 'given'],
    ['sharing_consent', standings.sharing === 'given'],
    ['risk_level', row.risk_level !== 'unknown'],
    ['goal', records.some(({ goals }) => goals.length > 0)],
    ['plan_agreed', has('plan')],
    ['encounter', (encounters?.count ?? 0) > 0],
    ['review_outcome', has('review', since)],
    ['no_open_alert', openAlert === undefined],
    ['closure_reason', row.sealed_closure !== null],
    ['follow_up_result', has('follow_up', since)],
  ];
  return { permissions, fulfilled: new Set(facts.filter(([, met]) => met).map(([name]) => name)) };
}

/** @throws AppError not_found, id_taken, worker_out_of_reach naming `path` */
export async function openCase(
  change: Change,
  body: {
    id: string;
    clientId: string;
    referralId: string | null;
    workerIds: readonly string[];
    path?: string;
  },
): Promise<void> {
  const { organisationId, now, timeZone } = change;
  const client = await change.first(lockClientScope({ organisationId, id: body.clientId }));
  if (client === undefined || client.wrapped === null) throw new AppError('not_found');
  const workerIds = [...body.workerIds];
  // whoever works on the case must see the client
  await addWorkers(change, client.id, workerIds, body.path);
  const inserted = await change.first(
    sql.insertCase({
      organisationId,
      id: body.id,
      clientId: client.id,
      siteId: client.site_id,
      workerIds,
      referralId: body.referralId,
      number: caseNumber(body.id, dayIn(timeZone, now)),
      status: 'intake',
      now,
    }),
  );
  if (inserted === undefined) throw new AppError('id_taken');
  change.audit({ action: 'case.open', subjectKind: 'client', subjectIds: [client.id] });
  change.emit({ type: 'case.opened', subjectId: body.id });
}

/** Year and the last eight digits of the id: unique without a counter that everyone would wait for. */
function caseNumber(id: string, today: string): string {
  return `${today.slice(0, 'YYYY'.length)}-${id.slice(-8).toUpperCase()}`;
}

/**
 * Whoever works at a client's site may open a case of theirs, also where nobody serves them yet, and is responsible then.
 * Sent again, it answers with what is there, to whoever works on it.
 * @throws AppError not_found, id_taken, worker_out_of_reach
 */
export async function createCase(
  change: Change,
  body: { id?: string; clientId: string; workerIds?: string[] },
  granted: Granted,
): Promise<CaseView> {
  const id = body.id ?? newId(change.now.getTime());
  const workerIds = body.workerIds ?? (change.actorId === null ? [] : [change.actorId]);
  await openCase(change, { id, clientId: body.clientId, referralId: null, workerIds });
  return viewCase(change, id, granted);
}

/**
 * The case that a repeated request opened. Opening reaches further than reading: a colleague's case at the same site stays
 * theirs.
 * @throws AppError not_found
 */
export async function readOpenedCase(reading: Reading, id: string, granted: Granted): Promise<CaseView> {
  const { settings, actorId, organisationId } = reading;
  const row = await reading.first(sql.readCase({ organisationId, id }));
  const isOwn = actorId !== null && row?.worker_ids.includes(actorId) === true;
  if (settings.scope !== 'organisation' && !isOwn) throw new AppError('not_found');
  return readRecordedCase(reading, id, granted);
}

/** The case that a repeated request wrote into. @throws AppError not_found */
export async function readRecordedCase(reading: Reading, id: string, granted: Granted): Promise<CaseView> {
  const row = await reading.first(sql.readCaseScope({ organisationId: reading.organisationId, id }));
  if (row === undefined) throw new AppError('not_found');
  if (row.wrapped === null) throw new CreationErased();
  return readCase(reading, id, granted);
}

/** @throws AppError not_found, transition_refused naming what is missing */
export async function transitCase(
  change: Change,
  id: string,
  { to, reason }: { to: CaseStatus; reason?: string },
  granted: Granted,
): Promise<CaseView> {
  const { organisationId, now } = change;
  const row = await getLockedCase(change, id);
  const [events, corrections] = await change.all(
    sql.listCaseEvents({ organisationId, caseId: id }),
    listCorrections({ organisationId, caseId: id }),
  );
  const records = viewRecords(change.keys, row, events, corrections);
  const facts = await factsOf(change, row, records, granted);
  const fulfilled = new Set(facts.fulfilled);
  if (reason !== undefined) fulfilled.add('reason');
  const from = row.status as CaseStatus;
  const decision = decideTransition(from, to, { ...facts, fulfilled });
  if (!decision.ok) {
    if (decision.reason === 'forbidden') throw new AppError('forbidden');
    const missing = decision.reason === 'requirements_missing' ? decision.missing : [];
    throw new AppError(missing.length > 0 ? 'transition_incomplete' : 'transition_impossible', {
      parameters: { from: lifecycle[from].title.zh, to: lifecycle[to].title.zh, missing: missing.join(', ') },
      extra: { missing },
    });
  }
  const isEnd = lifecycle[to].phase === 'ended';
  change.push(
    sql.updateCase({
      organisationId,
      id,
      now,
      // what has ended waits for no next step
      change: { status: to, closed_at: isEnd ? now : null, ...(isEnd ? { next_step_on: null } : {}) },
    }),
  );
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
  return viewCase(change, id, granted);
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
  const { kind, text, riskLevel, goals, closureReason, nextStepOn } = body;
  refuseIncompleteStep(body);
  insertRecord(change, row, {
    id: body.id ?? newId(now.getTime()),
    kind,
    occurredAt: new Date(body.occurredAt),
    data: riskLevel === undefined ? {} : { riskLevel },
    words: { text, ...(goals === undefined ? {} : { goals }) },
  });
  change.push(
    sql.updateCase({
      organisationId,
      id,
      now,
      change: {
        ...(riskLevel === undefined ? {} : { risk_level: riskLevel }),
        ...(closureReason === undefined ? {} : { sealed_closure: sealClosure(change, row, closureReason) }),
        ...(nextStepOn === undefined ? {} : { next_step_on: nextStepOn }),
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

/** An assessment says how great the risk is, a plan has a goal, a closure a reason. */
function refuseIncompleteStep({
  kind,
  riskLevel,
  goals,
  closureReason,
}: BodyOf<typeof RecordCaseStep>): void {
  const path =
    kind === 'assessment' && riskLevel === undefined
      ? '/riskLevel'
      : kind === 'plan' && (goals ?? []).length === 0
        ? '/goals'
        : kind === 'closure' && closureReason === undefined
          ? '/closureReason'
          : undefined;
  if (path !== undefined)
    throw new AppError('invalid_request', { fields: [{ path, code: 'field_required' }] });
}

/** @throws AppError not_found, worker_out_of_reach */
export async function assignCase(
  change: Change,
  id: string,
  workerIds: string[],
  granted: Granted,
): Promise<CaseView> {
  const { organisationId, now } = change;
  const row = await getLockedCase(change, id);
  await addWorkers(change, row.client_id, workerIds);
  change.push(sql.updateCase({ organisationId, id, now, change: { worker_ids: workerIds } }));
  change.audit({ action: 'case.assign', subjectKind: 'client', subjectIds: [row.client_id] });
  return viewCase(change, id, granted);
}
