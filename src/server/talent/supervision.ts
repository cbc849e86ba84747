import type { AnswerOf, BodyOf, QueryOf } from '../../contract/operation.ts';
import type {
  ConfirmSupervision,
  ListSupervision,
  RecordSupervision,
  SayOfSupervision,
  SupervisionView,
  WaitingSessionView,
} from '../../contract/talent.ts';
import { faultOfSupervision, waitsForAnother } from '../../domain/talent/supervision.ts';
import type { ErrorCode } from '../../contract/errors.ts';
import { notify } from '../notifications/public.ts';
import { violatedConstraint } from '../platform/database/database.ts';
import type { RowOf } from '../platform/database/statement.ts';
import { INSTANT, readCursor, UUID, writeCursor } from '../platform/http/cursor.ts';
import { AppError } from '../platform/work/errors.ts';
import type { Change, Reading } from '../platform/work/work.ts';
import { supervisionRecorded, supervisionWaiting } from './notifications.ts';
import { openPart, sealPart } from './sealed.ts';
import * as sql from './sql-supervision.ts';
import { requireStaff } from './staff.ts';

type Row = RowOf<ReturnType<typeof sql.readSession>>;
type Access = Pick<Reading, 'all' | 'organisationId' | 'keys'>;

const PAGE = 50;
/** Of one person; older ones are in the organisation's list. */
const MOST_OF_ONE = 100;

async function viewSessions(
  { all, organisationId, keys }: Access,
  rows: readonly Row[],
): Promise<SupervisionView[]> {
  const [words] = await all(sql.listWords({ organisationId, sessionIds: rows.map(({ id }) => id) }));
  const wordsOf = Map.groupBy(words, ({ session_id: sessionId }) => sessionId);
  return rows.map((row) => {
    const said = openPart(keys.beside, placeOf(row.id), row.sealed);
    return {
      id: row.id,
      kind: row.kind as SupervisionView['kind'],
      supervisorId: row.supervisor_id,
      supervisorName: said?.supervisorName ?? '',
      heldAt: row.held_at.toISOString(),
      minutes: row.minutes,
      participantIds: row.participant_ids,
      topics: said?.topics ?? '',
      agreed: said?.agreed ?? '',
      state: stateOf(row),
      reason: said?.reason ?? '',
      recordedBy: row.recorded_by,
      recordedAt: row.recorded_at.toISOString(),
      replacesId: row.replaces_id,
      confirmedBy: row.confirmed_by,
      waits: isWaiting(row),
      words: (wordsOf.get(row.id) ?? []).map((word) => ({
        accountId: word.account_id,
        isAgreed: word.is_agreed,
        words: openPart(keys.beside, wordPlace(row.id, word.account_id), word.sealed)?.words ?? '',
        at: word.at.toISOString(),
      })),
    };
  });
}

function isWaiting(row: Row): boolean {
  const { participant_ids: participantIds, recorded_by: recordedBy, confirmed_by: confirmedBy } = row;
  return (
    stateOf(row) === 'recorded' && waitsForAnother({ participantIds, recordedBy, confirmedBy }, recordedBy)
  );
}

/** As it is said to whoever confirms it. */
export function viewWaiting({
  id,
  kind,
  supervisorId,
  supervisorName,
  heldAt,
  minutes,
}: SupervisionView): WaitingSessionView {
  return { id, kind, supervisorId, supervisorName, heldAt, minutes };
}

function stateOf({
  corrected_at: correctedAt,
  withdrawn_at: withdrawnAt,
}: Pick<Row, 'corrected_at' | 'withdrawn_at'>): SupervisionView['state'] {
  if (withdrawnAt !== null) return 'withdrawn';
  return correctedAt === null ? 'recorded' : 'corrected';
}

/** @throws AppError invalid_request, not_found, supervision_corrected */
export async function recordSupervision(
  change: Change,
  accountId: string,
  body: BodyOf<typeof RecordSupervision>,
): Promise<SupervisionView> {
  const { organisationId, keys, now } = change;
  const { id, kind, supervisorId, minutes, participantIds, replacesId } = body;
  const heldAt = new Date(body.heldAt);
  const supervisorName = supervisorId === null ? (body.supervisorName ?? '') : '';
  const refusal = faultOfSupervision({ kind, supervisorId, supervisorName, participantIds, heldAt }, now);
  if (refusal !== undefined) throw new AppError('invalid_request', { fields: [refusal] });
  if (replacesId === null) {
    await requireStaff(change, participantIds, '/participantIds');
    if (supervisorId !== null) await requireStaff(change, [supervisorId], '/supervisorId');
  } else {
    await refuseUnlikeReplaced(change, replacesId, [...participantIds, supervisorId]);
    change.push(sql.markCorrected({ organisationId, id: replacesId, now }));
  }
  const words = { supervisorName, topics: body.topics.trim(), agreed: body.agreed.trim(), reason: '' };
  change.push(
    sql.insertSession({
      organisationId,
      id,
      kind,
      supervisorId,
      participantIds,
      heldAt,
      minutes,
      sealed: sealPart(keys, placeOf(id), words),
      replacesId,
      by: accountId,
      now,
    }),
  );
  notify(change, { kind: supervisionRecorded, matterId: id, to: participantIds });
  // nobody vouches for themselves
  if (participantIds.includes(accountId)) notify(change, { kind: supervisionWaiting, matterId: id });
  change.audit({
    action: replacesId === null ? 'supervision.record' : 'supervision.correct',
    subjectKind: 'account',
    subjectIds: participantIds,
    detail: { session: id },
  });
  return readSession(change, id);
}

/** Of two who correct at once one comes first; of what was taken back nothing is corrected. Somebody who has left since may stay in it. */
async function refuseUnlikeReplaced(
  change: Change,
  replacesId: string,
  wanted: readonly (string | null)[],
): Promise<void> {
  const { organisationId } = change;
  await change.first(sql.lockSession({ organisationId, id: replacesId }));
  const replaced = await change.first(sql.readSession({ organisationId, id: replacesId }));
  if (replaced === undefined) throw new AppError('not_found');
  if (stateOf(replaced) !== 'recorded') throw new AppError('supervision_corrected');
  const former = new Set([...replaced.participant_ids, replaced.supervisor_id]);
  const added = wanted.flatMap((id) => (id === null || former.has(id) ? [] : [id]));
  await requireStaff(change, added, '/participantIds');
}

const byState: Readonly<Record<string, ErrorCode>> = { NU491: 'supervision_corrected', NU492: 'not_found' };

/** What the database alone sees of two at once. @throws AppError as it refused it, else the error itself */
export function refuseSupervision(error: unknown): never {
  const { code = '' } = error as { code?: string };
  const known =
    violatedConstraint(error) === 'supervision_session_replaces_key'
      ? 'supervision_corrected'
      : byState[code];
  throw known === undefined ? error : new AppError(known);
}

/** @throws AppError not_found */
export async function readSession(access: Access, id: string): Promise<SupervisionView> {
  const { organisationId } = access;
  const [rows] = await access.all(sql.readSession({ organisationId, id }));
  const [view] = await viewSessions(access, rows);
  if (view === undefined) throw new AppError('not_found');
  return view;
}

/** Withdrawn twice, it is as the first said. @throws AppError not_found, supervision_corrected */
export async function withdrawSupervision(
  change: Change,
  { id, by }: { readonly id: string; readonly by: string },
  reason: string,
): Promise<SupervisionView> {
  const { organisationId, keys, now } = change;
  await change.first(sql.lockSession({ organisationId, id }));
  const row = await change.first(sql.readSession({ organisationId, id }));
  if (row === undefined) throw new AppError('not_found');
  if (stateOf(row) === 'corrected') throw new AppError('supervision_corrected');
  if (row.withdrawn_at !== null) return readSession(change, id);
  const words = openPart(keys, placeOf(id), row.sealed) ?? { supervisorName: '', topics: '', agreed: '' };
  const sealed = sealPart(keys, placeOf(id), { ...words, reason: reason.trim() });
  change.push(sql.withdrawSession({ organisationId, id, sealed, by, now }));
  change.audit({
    action: 'supervision.withdraw',
    subjectKind: 'account',
    subjectIds: row.participant_ids,
    detail: { session: id },
  });
  return readSession(change, id);
}

/** Confirmed twice, it is as the first said. @throws AppError not_found, supervision_corrected, record_of_self */
export async function confirmSupervision(
  change: Change,
  { id, by }: { readonly id: string; readonly by: string },
): Promise<AnswerOf<typeof ConfirmSupervision>> {
  const { organisationId, now } = change;
  await change.first(sql.lockSession({ organisationId, id }));
  const row = await change.first(sql.readSession({ organisationId, id }));
  if (row === undefined) throw new AppError('not_found');
  if (stateOf(row) !== 'recorded') throw new AppError('supervision_corrected');
  if (row.recorded_by === by) throw new AppError('record_of_self');
  if (row.confirmed_by !== null) return { id, confirmedBy: row.confirmed_by };
  change.push(sql.confirmSession({ organisationId, id, by, now }));
  change.audit({
    action: 'supervision.confirm',
    subjectKind: 'account',
    subjectIds: row.participant_ids,
    detail: { session: id },
  });
  return { id, confirmedBy: by };
}

/** Of those who were supervised. @throws AppError not_found, supervision_corrected */
export async function sayOfSupervision(
  change: Change,
  { id, accountId }: { readonly id: string; readonly accountId: string },
  { isAgreed, words }: BodyOf<typeof SayOfSupervision>,
): Promise<SupervisionView> {
  const { organisationId, keys, now } = change;
  const sealed = sealPart(keys, wordPlace(id, accountId), { words: words.trim() });
  change.push(sql.putWord({ organisationId, sessionId: id, accountId, isAgreed, sealed, now }));
  change.audit({
    action: isAgreed ? 'supervision.agree' : 'supervision.disagree',
    subjectKind: 'account',
    subjectIds: [accountId],
    detail: { session: id },
  });
  return readSession(change, id);
}

/** @throws AppError cursor_invalid */
export async function listSupervision(
  reading: Reading,
  { limit = PAGE, after }: QueryOf<typeof ListSupervision>,
) {
  const { organisationId } = reading;
  const [afterAt, afterId] = after === undefined ? [] : readCursor(after, [INSTANT, UUID]);
  const [rows] = await reading.all(sql.listSessions({ organisationId, afterAt, afterId, limit }));
  const items = await viewSessions(reading, rows);
  const subjectIds = [...new Set(items.flatMap(({ participantIds }) => participantIds))];
  if (subjectIds.length > 0)
    await reading.audited({ action: 'supervision.list', subjectKind: 'account', subjectIds });
  const last = rows.length === limit ? rows.at(-1) : undefined;
  return {
    items,
    next: last === undefined ? null : writeCursor([last.held_at.toISOString(), last.id]),
  };
}

/** That somebody had or gave, the latest first. */
export async function listSupervisionOf(reading: Reading, accountId: string): Promise<SupervisionView[]> {
  const { organisationId } = reading;
  const [rows] = await reading.all(sql.listSessionsOf({ organisationId, accountId, limit: MOST_OF_ONE }));
  return viewSessions(reading, rows);
}

function placeOf(rowId: string) {
  return { table: 'supervision_session', rowId } as const;
}

function wordPlace(sessionId: string, accountId: string) {
  return { table: 'supervision_word', rowId: `${sessionId}.${accountId}` } as const;
}
