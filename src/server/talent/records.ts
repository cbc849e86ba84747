import type { BodyOf, QueryOf } from '../../contract/operation.ts';
import type {
  AddRecord,
  DecideRecord,
  ListWaitingRecords,
  ProfessionalRecordView,
} from '../../contract/talent.ts';
import { refuseRecord } from '../../domain/talent/professional-record.ts';
import { notify } from '../notifications/public.ts';
import type { RowOf } from '../platform/database/statement.ts';
import { INSTANT, readCursor, UUID, writeCursor } from '../platform/http/cursor.ts';
import type { OrganisationKeys } from '../platform/keys/keyring.ts';
import { AppError } from '../platform/work/errors.ts';
import { dayIn } from '../platform/work/organisation-day.ts';
import type { Change, Reading } from '../platform/work/work.ts';
import { recordDecided, recordWaiting } from './notifications.ts';
import { openPart, sealPart } from './sealed.ts';
import * as sql from './sql.ts';
import { listProfessionals, requireStaff } from './staff.ts';

type Row = RowOf<ReturnType<typeof sql.readRecord>>;

const PAGE = 50;

export function viewRecord(keys: OrganisationKeys, row: Row): ProfessionalRecordView {
  const words = openPart(keys.beside, placeOf(row.id), row.sealed);
  return {
    id: row.id,
    accountId: row.account_id,
    record: row.record as ProfessionalRecordView['record'],
    code: row.code,
    title: words?.title ?? '',
    organiser: words?.organiser ?? '',
    reference: words?.reference ?? '',
    from: row.from_on,
    until: row.until_on,
    minutes: row.minutes,
    state: row.state as ProfessionalRecordView['state'],
    reason: words?.reason ?? '',
    enteredBy: row.entered_by,
    enteredAt: row.entered_at.toISOString(),
    decidedBy: row.decided_by,
    decidedAt: row.decided_at?.toISOString() ?? null,
    withdrawnBy: row.withdrawn_by,
    withdrawnAt: row.withdrawn_at?.toISOString() ?? null,
  };
}

/**
 * Whoever enters it of a colleague has seen it; of oneself it waits for somebody else.
 * @throws AppError invalid_request
 */
export async function addRecord(
  change: Change,
  { accountId, by }: { readonly accountId: string; readonly by: string },
  body: BodyOf<typeof AddRecord>,
): Promise<ProfessionalRecordView> {
  const { organisationId, keys, now, timeZone } = change;
  const { id, record, code, from, until, minutes } = body;
  const words = {
    title: body.title.trim(),
    organiser: body.organiser.trim(),
    reference: body.reference.trim(),
    reason: '',
  };
  const refusal = refuseRecord({ ...body, title: words.title }, dayIn(timeZone, now));
  if (refusal !== undefined) throw new AppError('invalid_request', { fields: [refusal] });
  await requireStaff(change, [accountId], '/accountId');
  const isSeen = accountId !== by;
  change.push(
    sql.insertRecord({
      organisationId,
      id,
      accountId,
      record,
      code,
      sealed: sealPart(keys, placeOf(id), words),
      from,
      until: record === 'education' ? null : until,
      minutes: record === 'education' ? minutes : null,
      state: isSeen ? 'confirmed' : 'waiting',
      by,
      decidedBy: isSeen ? by : null,
      decidedAt: isSeen ? now : null,
      now,
    }),
  );
  if (!isSeen) notify(change, { kind: recordWaiting, matterId: id });
  change.audit({
    action: 'professional_record.add',
    subjectKind: 'account',
    subjectIds: [accountId],
    detail: { record: id },
  });
  return viewKnown(change, id);
}

/** What a repeated request finds. @throws AppError not_found */
export async function readRecord(reading: Reading, id: string): Promise<ProfessionalRecordView> {
  return viewKnown(reading, id);
}

/** Twice, it is gone. @throws AppError not_found, record_decided */
export async function removeOwnRecord(change: Change, accountId: string, id: string): Promise<null> {
  const { organisationId } = change;
  const removed = await change.first(sql.removeRecord({ organisationId, id, accountId }));
  if (removed === undefined) {
    const there = await change.first(sql.readRecord({ organisationId, id }));
    if (there !== undefined)
      throw new AppError(there.account_id === accountId ? 'record_decided' : 'not_found');
    return null;
  }
  change.audit({
    action: 'professional_record.remove',
    subjectKind: 'account',
    subjectIds: [accountId],
    detail: { record: id },
  });
  return null;
}

/**
 * Said again, it is as the first said.
 * @throws AppError not_found, record_of_self, record_decided, invalid_request
 */
export async function decideRecord(
  change: Change,
  { id, by }: { readonly id: string; readonly by: string },
  { isConfirmed, reason }: BodyOf<typeof DecideRecord>,
): Promise<ProfessionalRecordView> {
  const row = await heldRecord(change, { id, by });
  const state = isConfirmed ? 'confirmed' : 'refused';
  if (row.state !== 'waiting') {
    if (row.state === state) return viewRecord(change.keys, row);
    throw new AppError('record_decided');
  }
  if (!isConfirmed && reason.trim() === '')
    throw new AppError('invalid_request', { fields: [{ path: '/reason', code: 'reason_missing' }] });
  return settle(change, row, { state, reason: isConfirmed ? '' : reason.trim(), by });
}

/** Withdrawn twice, it is as the first said. @throws AppError not_found, record_of_self, record_decided */
export async function withdrawRecord(
  change: Change,
  { id, by }: { readonly id: string; readonly by: string },
  reason: string,
): Promise<ProfessionalRecordView> {
  const row = await heldRecord(change, { id, by });
  if (row.state === 'withdrawn') return viewRecord(change.keys, row);
  if (row.state !== 'confirmed') throw new AppError('record_decided');
  return settle(change, row, { state: 'withdrawn', reason: reason.trim(), by });
}

async function heldRecord(change: Change, { id, by }: { id: string; by: string }): Promise<Row> {
  const row = await change.first(sql.lockRecord({ organisationId: change.organisationId, id }));
  if (row === undefined) throw new AppError('not_found');
  if (row.account_id === by) throw new AppError('record_of_self');
  return row;
}

function settle(
  change: Change,
  row: Row,
  { state, reason, by }: { state: 'confirmed' | 'refused' | 'withdrawn'; reason: string; by: string },
): Promise<ProfessionalRecordView> {
  const { organisationId, keys, now } = change;
  const { id, account_id: accountId } = row;
  const words = openPart(keys, placeOf(id), row.sealed) ?? { title: '', organiser: '', reference: '' };
  const sealed = sealPart(keys, placeOf(id), { ...words, reason });
  change.push(
    state === 'withdrawn'
      ? sql.withdrawRecord({ organisationId, id, sealed, by, now })
      : sql.decideRecord({ organisationId, id, sealed, state, by, now }),
  );
  notify(change, { kind: recordDecided, matterId: id, step: state, to: [accountId] });
  change.audit({
    action: actionOf[state],
    subjectKind: 'account',
    subjectIds: [accountId],
    detail: { record: id },
  });
  return viewKnown(change, id);
}

const actionOf = {
  confirmed: 'professional_record.confirm',
  refused: 'professional_record.refuse',
  withdrawn: 'professional_record.withdraw',
} as const;

/** @throws AppError not_found */
async function viewKnown(
  { all, organisationId, keys }: Pick<Reading, 'all' | 'organisationId' | 'keys'>,
  id: string,
): Promise<ProfessionalRecordView> {
  const [[row]] = await all(sql.readRecord({ organisationId, id }));
  if (row === undefined) throw new AppError('not_found');
  return viewRecord(keys, row);
}

/** @throws AppError cursor_invalid */
export async function listWaiting(
  reading: Reading,
  { limit = PAGE, after }: QueryOf<typeof ListWaitingRecords>,
) {
  const { organisationId, keys } = reading;
  // whoever may not sign in any more has left: their records stay, and wait for nobody
  const accountIds = (await listProfessionals(reading)).map((member) => member.id);
  const [afterAt, afterId] = after === undefined ? [] : readCursor(after, [INSTANT, UUID]);
  const [rows] = await reading.all(
    sql.listWaitingRecords({ organisationId, accountIds, afterAt, afterId, limit }),
  );
  const subjectIds = [...new Set(rows.map(({ account_id: holderId }) => holderId))];
  if (subjectIds.length > 0)
    await reading.audited({ action: 'professional_record.list', subjectKind: 'account', subjectIds });
  const last = rows.length === limit ? rows.at(-1) : undefined;
  return {
    items: rows.map((row) => viewRecord(keys, row)),
    next: last === undefined ? null : writeCursor([last.entered_at.toISOString(), last.id]),
  };
}

function placeOf(rowId: string) {
  return { table: 'professional_record', rowId } as const;
}
