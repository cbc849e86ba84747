import type { Static } from 'typebox';
import type { AcceptReferral, CreateReferral, ListReferrals, Referral } from '../../contract/casework.ts';
import type { BodyOf, QueryOf } from '../../contract/operation.ts';
import { decideRequest, type TalkUrgency } from '../../domain/casework/asking-for-help.ts';
import { lockClientScope, readClientScope, refuseErased } from '../clients/public.ts';
import { notify } from '../notifications/public.ts';
import { INSTANT, readCursor, UUID, writeCursor } from '../platform/http/cursor.ts';
import { AppError } from '../platform/work/errors.ts';
import { newId } from '../platform/database/ids.ts';
import { mapInTurn, readPages } from '../platform/work/in-turn.ts';
import type { OrganisationKeys } from '../platform/keys/keyring.ts';
import { askedBy, SharedResults } from '../platform/work/shared-results.ts';
import type { Change, Reading } from '../platform/work/work.ts';
import { raiseAlert, raiseUnlessOpen } from './alerts.ts';
import { openCase } from './cases.ts';
import { referralReceived } from './notifications.ts';
import { openReferral, type SealedReferral } from './open-referral.ts';
import { openName, openReadable, sealState } from './sealed.ts';
import * as sql from './sql-referrals.ts';

type ReferralView = Static<typeof Referral>;

const PAGE = 50;

/** @throws AppError not_found, id_taken */
export async function createReferral(
  change: Change,
  body: BodyOf<typeof CreateReferral>,
): Promise<ReferralView> {
  const { organisationId, now, keys } = change;
  const client = await change.first(readClientScope({ organisationId, id: body.clientId }));
  if (client === undefined || client.wrapped === null) throw new AppError('not_found');
  const id = body.id ?? newId(now.getTime());
  const person = { clientId: client.id, wrapped: client.wrapped };
  const scope = { clientId: client.id, siteId: client.site_id, workerIds: client.worker_ids };
  const inserted = await change.first(
    sql.insertReferral({
      organisationId,
      id,
      ...scope,
      sealed: sealState(
        keys,
        person,
        'referral',
        id,
        { source: body.source, urgency: body.urgency },
        { reason: body.reason },
      ),
      referredBy: change.actorId,
      now,
    }),
  );
  if (inserted === undefined) throw new AppError('id_taken');
  if (body.urgency === 'urgent')
    raiseAlert(change, { kind: 'referral_urgent', sourceId: id, wrapped: client.wrapped, ...scope });
  change.audit({ action: 'referral.create', subjectKind: 'client', subjectIds: [client.id] });
  notify(change, { kind: referralReceived, matterId: id });
  change.emit({ type: 'referral.created', subjectId: id });
  return getReferral(change, id);
}

/** @throws AppError not_found */
export async function readReferral(reading: Reading, id: string): Promise<ReferralView> {
  const referral = await getReferral(reading, id);
  await refuseErased(reading, referral.clientId);
  await reading.audited({ action: 'referral.read', subjectKind: 'client', subjectIds: [referral.clientId] });
  return referral;
}

/**
 * A client asks for help. Without words, and when the same or a more urgent request is open already,
 * nothing is added but the alert that an urgent one needs.
 * @throws AppError not_found, id_taken, asked_often
 */
export async function referThemselves(
  change: Change,
  { id, clientId, urgency, words }: { id: string; clientId: string; urgency: TalkUrgency; words: string },
): Promise<void> {
  const { organisationId, keys } = change;
  // locked: two taps on the same button are one request
  const client = await change.first(lockClientScope({ organisationId, id: clientId }));
  if (client === undefined) throw new AppError('not_found');
  const [all] = await change.all(sql.listOpenOf({ organisationId, clientId }));
  const { wrapped } = client;
  const open = all
    .map((referral) => ({
      id: referral.id,
      ...openReferral(keys, { ...referral, client_id: clientId, wrapped }),
    }))
    .filter(({ source }) => source === 'self');
  const decision = decideRequest(
    { urgency, words },
    open.flatMap((referral) => referral.urgency ?? []),
  );
  if (decision === 'heard') {
    const urgent = open.find((referral) => referral.urgency === 'urgent');
    // its alert may have been closed while the request still waits: whoever cannot wait is told that somebody knows
    if (urgency === 'urgent' && urgent !== undefined && wrapped !== null) {
      const scope = { clientId, wrapped, siteId: client.site_id, workerIds: client.worker_ids };
      await raiseUnlessOpen(change, { kind: 'referral_urgent', sourceId: urgent.id, ...scope });
    }
    return;
  }
  if (decision === 'too_many') throw new AppError('asked_often');
  await createReferral(change, { id, clientId, source: 'self', urgency, reason: words });
}

/**
 * Opens the case that the referral asked for and names its worker.
 * @throws AppError not_found, referral_decided, worker_out_of_reach
 */
export async function acceptReferral(
  change: Change,
  id: string,
  body: BodyOf<typeof AcceptReferral>,
): Promise<ReferralView> {
  const { organisationId, now, actorId } = change;
  // locked: two supervisors may accept at once
  const referral = await change.first(sql.lockReferral({ organisationId, id }));
  if (referral === undefined || actorId === null) throw new AppError('not_found');
  if (referral.status !== 'open') throw new AppError('referral_decided');
  await openCase(change, {
    id: body.caseId ?? newId(now.getTime()),
    clientId: referral.client_id,
    referralId: id,
    workerIds: [body.workerId ?? actorId],
    path: '/workerId',
  });
  change.push(
    sql.decideReferral({ organisationId, id, status: 'accepted', sealedDecision: null, actorId, now }),
  );
  change.audit({ action: 'referral.accept', subjectKind: 'client', subjectIds: [referral.client_id] });
  return getReferral(change, id);
}

/** @throws AppError not_found, referral_decided */
export async function declineReferral(
  change: Change,
  id: string,
  declineReason: string,
): Promise<ReferralView> {
  const { organisationId, now, actorId, keys } = change;
  const referral = await change.first(sql.lockReferral({ organisationId, id }));
  if (referral === undefined) throw new AppError('not_found');
  const { status, client_id: clientId, wrapped } = referral;
  // an erasure ends what is open
  if (status !== 'open' || wrapped === null) throw new AppError('referral_decided');
  const decision = { declineReason };
  const sealedDecision = sealState(keys, { clientId, wrapped }, 'referral_decision', id, decision);
  change.push(sql.decideReferral({ organisationId, id, status: 'declined', sealedDecision, actorId, now }));
  change.audit({ action: 'referral.decline', subjectKind: 'client', subjectIds: [clientId] });
  return getReferral(change, id);
}

/** @throws AppError cursor_invalid */
export async function listReferrals(reading: Reading, query: QueryOf<typeof ListReferrals>) {
  if (query.status === 'open') return listOpenReferrals(reading, query);
  const { organisationId } = reading;
  const { status, clientId, limit = PAGE, after } = query;
  const [rows] = await reading.all(
    sql.listReferrals({ organisationId, clientId, limit, status, after: position(after) }),
  );
  if (rows.length > 0) {
    const subjectIds = rows.map(({ client_id }) => client_id);
    await reading.audited({ action: 'referral.list', subjectKind: 'client', subjectIds });
  }
  const last = rows.length === limit ? rows.at(-1) : undefined;
  const keys = last === undefined ? [] : [last.created_at.toISOString(), last.id];
  return {
    items: rows.map((row) => viewReferral(reading.keys, row)),
    next: last === undefined ? null : writeCursor(keys),
  };
}

/** What must be looked at first; of an erased person nobody knows it, and what does not open counts as urgent. */
const ranks: Readonly<Record<string, number>> = { urgent: 0, soon: 1 };
const LAST_RANK = 2;

/** Many look at the list at once: it is opened for all of them together. */
const shared = new SharedResults<readonly Waiting[]>();

async function listWaiting(
  { organisationId, keys, ...reading }: Reading,
  clientId: string | undefined,
): Promise<readonly Waiting[]> {
  const waiting: Waiting[] = [];
  const pages = readPages(async (page) => {
    const [rows] = await reading.all(sql.listOpenStates({ organisationId, clientId, ...page }));
    return rows;
  });
  for await (const rows of pages) waiting.push(...(await mapInTurn(rows, (row) => placeOf(keys, row))));
  return waiting.toSorted(compareWaiting);
}

/**
 * Those that wait for a decision, the most pressing first, those that wait longest before the others. Urgency is sealed, so
 * all are opened and put in order here: a station decides about its referrals, few of them wait.
 */
async function listOpenReferrals(
  reading: Reading,
  { clientId, limit = PAGE, after }: QueryOf<typeof ListReferrals>,
) {
  const from = openPosition(after);
  const { organisationId, keys } = reading;
  const waiting = await shared.of(askedBy(reading, clientId), () => listWaiting(reading, clientId));
  const page = waiting
    .filter((place) => from === undefined || compareWaiting(place, from) > 0)
    .slice(0, limit);
  const [rows] = await reading.all(sql.listReferralsById({ organisationId, ids: page.map(({ id }) => id) }));
  if (rows.length > 0) {
    const subjectIds = rows.map(({ client_id: subjectId }) => subjectId);
    await reading.audited({ action: 'referral.list', subjectKind: 'client', subjectIds });
  }
  const known = new Map(rows.map((row) => [row.id, row]));
  const last = page.length === limit ? page.at(-1) : undefined;
  return {
    items: page.flatMap(({ id }) => {
      const row = known.get(id);
      return row === undefined ? [] : [viewReferral(keys, row)];
    }),
    next: last === undefined ? null : writeCursor([String(last.rank), last.createdAt, last.id]),
  };
}

/** The place of a referral among those that wait. */
interface Waiting {
  readonly rank: number;
  readonly createdAt: string;
  readonly id: string;
}

function placeOf(keys: OrganisationKeys, row: SealedReferral & { created_at: Date }): Waiting {
  const rank = ranks[openReferral(keys, row).urgency ?? ''] ?? LAST_RANK;
  return { rank, createdAt: row.created_at.toISOString(), id: row.id };
}

function compareWaiting(left: Waiting, right: Waiting): number {
  if (left.rank !== right.rank) return left.rank - right.rank;
  if (left.createdAt !== right.createdAt) return left.createdAt < right.createdAt ? -1 : 1;
  return left.id < right.id ? -1 : Number(left.id > right.id);
}

function position(after: string | undefined) {
  if (after === undefined) return undefined;
  const [createdAt = '', id = ''] = readCursor(after, [INSTANT, UUID]);
  return { createdAt, id };
}

function openPosition(after: string | undefined) {
  if (after === undefined) return undefined;
  const [rank = '', createdAt = '', id = ''] = readCursor(after, [/^[012]$/, INSTANT, UUID]);
  return { rank: Number(rank), createdAt: new Date(createdAt).toISOString(), id };
}

async function getReferral(
  access: Pick<Reading, 'first' | 'organisationId' | 'keys'>,
  id: string,
): Promise<ReferralView> {
  const row = await access.first(sql.readReferral({ organisationId: access.organisationId, id }));
  if (row === undefined) throw new AppError('not_found');
  return viewReferral(access.keys, row);
}

interface ReferralRow {
  id: string;
  client_id: string;
  site_id: string;
  sealed: Buffer | null;
  status: string;
  sealed_decision: Buffer | null;
  created_at: Date;
  card: Buffer | null;
  wrapped: Buffer | null;
  case_id: string | null;
}

function viewReferral(keys: OrganisationKeys, row: ReferralRow): ReferralView {
  const person = { clientId: row.client_id, wrapped: row.wrapped };
  const { source = null, urgency = null, reason = '' } = openReferral(keys, row);
  const decision = openReadable<{ declineReason: ReferralView['declineReason'] }>(
    keys,
    person,
    'referral_decision',
    row.id,
    row.sealed_decision,
  );
  return {
    id: row.id,
    clientId: row.client_id,
    clientName: openName(keys, row.client_id, row),
    siteId: row.site_id,
    source,
    urgency,
    reason,
    status: row.status as ReferralView['status'],
    declineReason: decision?.declineReason ?? null,
    caseId: row.case_id,
    createdAt: row.created_at.toISOString(),
  };
}
