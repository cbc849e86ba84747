import type { Static } from 'typebox';
import type { Case, CaseItem, ListCases } from '../../contract/casework.ts';
import type { QueryOf } from '../../contract/operation.ts';
import { nextSteps, type TransitionFacts } from '../../domain/casework/decide-transition.ts';
import { type CaseStatus, lifecycle } from '../../domain/casework/lifecycle.ts';
import { areMinorsAmong } from '../../domain/volunteers/help.ts';
import { addWorkers, findClientIds, lockClientScope, openBirthDate } from '../clients/public.ts';
import { CreationErased } from '../platform/work/creation.ts';
import { DAY, INSTANT, readCursor, UUID, writeCursor } from '../platform/http/cursor.ts';
import { AppError } from '../platform/work/errors.ts';
import { newId } from '../platform/database/ids.ts';
import type { OrganisationKeys } from '../platform/keys/keyring.ts';
import { dayIn } from '../platform/work/organisation-day.ts';
import type { Change, Reading } from '../platform/work/work.ts';
import { type Access, closureReasonOf, factsOf, type Granted } from './case-facts.ts';
import { type CaseRow, getLockedCase, viewRecords } from './case-records.ts';
import { viewClosureRequest } from './closure-request-view.ts';
import { openNextStep } from './next-step.ts';
import { openReferral } from './open-referral.ts';
import { openName } from './sealed.ts';
import * as sql from './sql.ts';
import { listRequestsOfCase } from './sql-closure-requests.ts';
import { listCorrections } from './sql-corrections.ts';
import { readReferral } from './sql-referrals.ts';

export type CaseView = Static<typeof Case>;
type CaseItemView = Static<typeof CaseItem>;

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
    nextStep: openNextStep(keys, row),
    // of whoever was erased nothing is awaited
    nextStepOn: row.wrapped === null ? null : row.next_step_on,
    openedAt: row.opened_at.toISOString(),
    closedAt: row.closed_at?.toISOString() ?? null,
    updatedAt: row.updated_at.toISOString(),
    version: row.version,
  };
}

export async function listCases(reading: Reading, query: QueryOf<typeof ListCases>) {
  if (query.waiting !== undefined) return listWaiting(reading, query);
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
  return pageOfCases(reading, rows, limit, ({ updated_at: at }) => at.toISOString());
}

/** What waits for somebody's next step, whatever else was asked for. @throws AppError cursor_invalid */
async function listWaiting(reading: Reading, { limit = PAGE, after }: QueryOf<typeof ListCases>) {
  const { organisationId } = reading;
  const [afterDay, afterId] = after === undefined ? [] : readCursor(after, [STEP_DAY, UUID]);
  const [rows] = await reading.all(sql.listNextStepCases({ organisationId, limit, afterDay, afterId }));
  return pageOfCases(reading, rows, limit, ({ next_step_on: day }) => day ?? sql.NO_DAY);
}

const STEP_DAY = (key: string): boolean => key === sql.NO_DAY || DAY(key);

/** @param placeOf what the list is ordered by, before the ids */
async function pageOfCases(
  reading: Reading,
  rows: readonly CaseRow[],
  limit: number,
  placeOf: (row: CaseRow) => string,
) {
  if (rows.length > 0) {
    const subjectIds = rows.map(({ client_id }) => client_id);
    await reading.audited({ action: 'case.list', subjectKind: 'client', subjectIds });
  }
  const last = rows.length === limit ? rows.at(-1) : undefined;
  return {
    items: rows.map((row) => viewCaseItem(reading.keys, row)),
    next: last === undefined ? null : writeCursor([placeOf(last), last.id]),
  };
}

/** @throws AppError not_found */
export async function readCase(reading: Reading, id: string, granted: Granted): Promise<CaseView> {
  const view = await viewCase(reading, id, granted);
  await reading.audited({ action: 'case.read', subjectKind: 'client', subjectIds: [view.clientId] });
  return view;
}

/** As it is now, after what the caller changed. */
export async function viewCase(access: Access, id: string, granted: Granted): Promise<CaseView> {
  const { organisationId, keys } = access;
  const [[row], events, corrections, requests] = await access.all(
    sql.readCase({ organisationId, id }),
    sql.listCaseEvents({ organisationId, caseId: id }),
    listCorrections({ organisationId, caseId: id }),
    listRequestsOfCase({ organisationId, caseId: id }),
  );
  if (row === undefined) throw new AppError('not_found');
  const records = viewRecords(keys.beside, row, events, corrections);
  const facts = await factsOf(access, row, records, granted);
  return {
    ...viewCaseItem(keys, row),
    isWithMinor: isWithMinor(keys, row, dayIn(access.timeZone, access.now)),
    referralId: row.referral_id,
    referral: row.referral_id === null ? null : await viewOrigin(access, row.referral_id),
    closureReason: closureReasonOf(keys.beside, row),
    records,
    closureRequests: requests.map((request) => viewClosureRequest(keys, request)),
    next: waysOn(row.status as CaseStatus, facts),
  };
}

/** Whether the client is under age on a day, as far as it is known. */
export function isWithMinor(
  keys: OrganisationKeys,
  { client_id: id, card, wrapped }: Pick<CaseRow, 'client_id' | 'card' | 'wrapped'>,
  day: string,
): boolean {
  return areMinorsAmong([openBirthDate(keys, { id, card, wrapped })], day);
}

/** Where the case may go; whoever works on it without the right to close it is shown the way to ask for that. */
function waysOn(status: CaseStatus, { permissions, fulfilled }: TransitionFacts): CaseView['next'] {
  const asked = permissions.has('case.write') ? (['case.close'] as const) : [];
  return (
    nextSteps(status, { fulfilled, permissions: new Set([...permissions, ...asked]) })
      // a reason is asked for in the same breath; a transfer between organisations has its own door
      .filter(
        ({ to, decision }) =>
          to !== 'transferred' && (decision.ok || decision.reason === 'requirements_missing'),
      )
      .map(({ to, decision }) => ({
        to,
        missing: decision.ok || decision.reason !== 'requirements_missing' ? [] : decision.missing,
        isAsked: !permissions.has(lifecycle[status].to[to]?.permission ?? 'case.write'),
      }))
  );
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
