import type { Static } from 'typebox';
import type { AcceptReferral, CreateReferral, ListReferrals, Referral } from '../../contract/casework.ts';
import type { BodyOf, QueryOf } from '../../contract/operation.ts';
import { decideRequest, type TalkUrgency } from '../../domain/casework/asking-for-help.ts';
import { refuseErased } from '../clients/public.ts';
import { INSTANT, readCursor, UUID, writeCursor } from '../platform/cursor.ts';
import { AppError } from '../platform/errors.ts';
import { newId } from '../platform/ids.ts';
import type { OrganisationKeys } from '../platform/keyring.ts';
import type { Change, Reading } from '../platform/work.ts';
import { raiseAlert } from './alerts.ts';
import { openCase } from './cases.ts';
import { openName, openWords, sealWords } from './sealed.ts';
import { readClientScope } from './sql.ts';
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
      source: body.source,
      urgency: body.urgency,
      sealed: sealWords(keys, person, 'referral', id, { reason: body.reason }),
      referredBy: change.actorId,
      now,
    }),
  );
  if (inserted === undefined) throw new AppError('id_taken');
  if (body.urgency === 'urgent') raiseAlert(change, { kind: 'referral_urgent', sourceId: id, ...scope });
  change.audit({ action: 'referral.create', subjectKind: 'client', subjectIds: [client.id] });
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
 * A client asks for help. Without words, and when the same or a more urgent request is open already, nothing is added.
 * @throws AppError not_found, id_taken, asked_often
 */
export async function referThemselves(
  change: Change,
  { id, clientId, urgency, words }: { id: string; clientId: string; urgency: TalkUrgency; words: string },
): Promise<void> {
  const { organisationId } = change;
  // locked: two taps on the same button are one request
  const client = await change.first(sql.lockReferred({ organisationId, id: clientId }));
  if (client === undefined) throw new AppError('not_found');
  const [all] = await change.all(sql.listOpenOf({ organisationId, clientId }));
  const open = all.filter(({ source }) => source === 'self');
  const decision = decideRequest(
    { urgency, words },
    open.map((referral) => referral.urgency),
  );
  if (decision === 'heard') return;
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
  change.push(sql.decideReferral({ organisationId, id, status: 'accepted', reason: null, actorId, now }));
  change.audit({ action: 'referral.accept', subjectKind: 'client', subjectIds: [referral.client_id] });
  return getReferral(change, id);
}

/** @throws AppError not_found, referral_decided */
export async function declineReferral(change: Change, id: string, reason: string): Promise<ReferralView> {
  const { organisationId, now, actorId } = change;
  const referral = await change.first(sql.lockReferral({ organisationId, id }));
  if (referral === undefined) throw new AppError('not_found');
  if (referral.status !== 'open') throw new AppError('referral_decided');
  change.push(sql.decideReferral({ organisationId, id, status: 'declined', reason, actorId, now }));
  const detail = { reason };
  change.audit({
    action: 'referral.decline',
    subjectKind: 'client',
    subjectIds: [referral.client_id],
    detail,
  });
  return getReferral(change, id);
}

/** @throws AppError cursor_invalid */
export async function listReferrals(reading: Reading, query: QueryOf<typeof ListReferrals>) {
  const { organisationId } = reading;
  const { status, clientId, limit = PAGE, after } = query;
  const filter = { organisationId, clientId, limit };
  const [rows] =
    status === 'open'
      ? await reading.all(sql.listOpenReferrals({ ...filter, after: openPosition(after) }))
      : await reading.all(sql.listReferrals({ ...filter, status, after: position(after) }));
  if (rows.length > 0) {
    const subjectIds = rows.map(({ client_id }) => client_id);
    await reading.audited({ action: 'referral.list', subjectKind: 'client', subjectIds });
  }
  const last = rows.length === limit ? rows.at(-1) : undefined;
  const keys = last === undefined ? [] : [last.created_at.toISOString(), last.id];
  return {
    items: rows.map((row) => viewReferral(reading.keys, row)),
    next: last === undefined ? null : writeCursor(status === 'open' ? [String(last.rank), ...keys] : keys),
  };
}

function position(after: string | undefined) {
  if (after === undefined) return undefined;
  const [createdAt = '', id = ''] = readCursor(after, [INSTANT, UUID]);
  return { createdAt, id };
}

function openPosition(after: string | undefined) {
  if (after === undefined) return undefined;
  const [rank = '', createdAt = '', id = ''] = readCursor(after, [/^[012]$/, INSTANT, UUID]);
  return { rank, createdAt, id };
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
  source: string;
  urgency: string;
  sealed: Buffer | null;
  status: string;
  decline_reason: string | null;
  created_at: Date;
  card: Buffer | null;
  wrapped: Buffer | null;
  case_id: string | null;
}

function viewReferral(keys: OrganisationKeys, row: ReferralRow): ReferralView {
  const person = { clientId: row.client_id, wrapped: row.wrapped };
  return {
    id: row.id,
    clientId: row.client_id,
    clientName: openName(keys, row.client_id, row),
    siteId: row.site_id,
    source: row.source as ReferralView['source'],
    urgency: row.urgency as ReferralView['urgency'],
    reason: openWords<{ reason: string }>(keys, person, 'referral', row.id, row.sealed)?.reason ?? '',
    status: row.status as ReferralView['status'],
    declineReason: row.decline_reason as ReferralView['declineReason'],
    caseId: row.case_id,
    createdAt: row.created_at.toISOString(),
  };
}
