import { findAlliance } from '../alliances/public.ts';
import type { AssignActionItem, CompleteActionItem, RecordActionItem } from '../../contract/meetings.ts';
import type { BodyOf } from '../../contract/operation.ts';
import { dayIn } from '../platform/work/organisation-day.ts';
import { AppError } from '../platform/work/errors.ts';
import { conflictOf, isMadeAlready } from '../platform/work/repeated-change.ts';
import type { RowOf } from '../platform/database/statement.ts';
import type { Actor, Change } from '../platform/work/work.ts';
import { tellOfItems } from './notifications.ts';
import { readItem } from './read-meeting.ts';
import * as sql from './sql.ts';
import * as items from './sql-items.ts';
import { listColleagues, lockOpen } from './take-part.ts';
import { tell } from './tell.ts';

type LockedItem = RowOf<ReturnType<typeof items.lockItem>>;

/** @throws AppError invalid_request */
async function findOwner(change: Change, ownerId: string): Promise<{ ownerId: string; ownerName: string }> {
  const owner = (await listColleagues(change)).find(({ id }) => id === ownerId);
  if (owner !== undefined) return { ownerId, ownerName: owner.displayName };
  throw new AppError('invalid_request', {
    fields: [{ path: '/ownerId', code: 'meeting_colleague_unknown' }],
  });
}

/** @throws AppError not_found, meeting_closed, meeting_cancelled, invalid_request, id_taken */
export async function recordItem(
  change: Change,
  meetingId: string,
  { id, title, organisationId: assigneeId, ownerId, dueOn }: BodyOf<typeof RecordActionItem>,
): Promise<void> {
  const { organisationId, now } = change;
  const row = await lockOpen(change, meetingId);
  const [parties] = await change.all(sql.listParties({ organisationId, id: meetingId }));
  const alliance = await findAlliance(change, row.alliance_id);
  const isAsked = parties.some(({ party_id: partyId }) => partyId === assigneeId);
  // whoever left hears nothing of it
  if (!isAsked || alliance?.isIn(assigneeId) !== true)
    throw new AppError('invalid_request', {
      fields: [{ path: '/organisationId', code: 'meeting_party_unknown' }],
    });
  if (ownerId !== undefined && assigneeId !== organisationId)
    throw new AppError('invalid_request', {
      fields: [{ path: '/ownerId', code: 'meeting_colleague_unknown' }],
    });
  if (dueOn < dayIn(change.timeZone, row.starts_at))
    throw new AppError('invalid_request', { fields: [{ path: '/dueOn', code: 'action_item_due_early' }] });
  // one that another organisation recorded
  if ((await change.first(items.readItem({ organisationId, id }))) !== undefined)
    throw new AppError('id_taken');
  const nobody = { ownerId: null, ownerName: null };
  const owner = ownerId === undefined ? nobody : await findOwner(change, ownerId);
  const { alliance_id: allianceId } = row;
  change.push(
    items.insertItem({ organisationId, id, allianceId, meetingId, assigneeId, title, dueOn, ...owner, now }),
  );
  await tellOfItems(change, [id]);
  await tell(change, row);
  change.audit({
    action: 'action_item.record',
    subjectKind: 'action_item',
    subjectIds: [id],
    detail: { meeting: meetingId, organisation: assigneeId },
  });
}

/** What the organisation itself is to do. @throws AppError not_found, action_item_of_others */
async function lockOurs(change: Change, id: string): Promise<LockedItem> {
  const { organisationId } = change;
  const row = await change.first(items.lockItem({ organisationId, id }));
  if (row === undefined) throw new AppError('not_found');
  if (row.assignee_id !== organisationId) throw new AppError('action_item_of_others');
  return row;
}

/** How far it is goes to the others, as long as they and the organisation are in the alliance. */
async function tellProgress(change: Change, { meeting_id: id }: LockedItem): Promise<void> {
  const meeting = await change.first(sql.lockMeeting({ organisationId: change.organisationId, id }));
  if (meeting !== undefined) await tell(change, meeting);
}

/** @throws AppError not_found, action_item_of_others, action_item_closed, invalid_request, version_conflict */
export async function assignItem(
  change: Change,
  { id, version, body: { ownerId } }: { id: string; version: number; body: BodyOf<typeof AssignActionItem> },
): Promise<void> {
  const { organisationId, now } = change;
  const row = await lockOurs(change, id);
  if (row.version !== version) {
    if (isMadeAlready(version, { ownerId }, { version: row.version, ownerId: row.owner_id })) return;
    throw conflictOf({ ownerId }, await readItem(change, id));
  }
  if (row.state !== 'open' || row.withdrawn_reason !== null) throw new AppError('action_item_closed');
  change.push(items.assignItem({ organisationId, id, ...(await findOwner(change, ownerId)), now }));
  await tellOfItems(change, [id]);
  await tellProgress(change, row);
  change.audit({ action: 'action_item.assign', subjectKind: 'action_item', subjectIds: [id] });
}

/** Closed alike already, it stays so. */
async function close(
  change: Change,
  row: LockedItem,
  { state, note }: { state: 'done' | 'dropped'; note: string },
): Promise<void> {
  const { organisationId, now } = change;
  const { id } = row;
  if (row.state === state && row.note === note) return;
  if (row.state !== 'open' || row.withdrawn_reason !== null) throw new AppError('action_item_closed');
  change.push(items.closeItem({ organisationId, id, state, note, now }));
  await tellProgress(change, row);
  const action = state === 'done' ? 'action_item.complete' : 'action_item.drop';
  change.audit({ action, subjectKind: 'action_item', subjectIds: [id] });
}

/**
 * By whoever does it, or manages alliances.
 * @throws AppError not_found, action_item_of_others, action_item_closed
 */
export async function completeItem(
  change: Change,
  actor: Actor,
  { id, body: { note } }: { id: string; body: BodyOf<typeof CompleteActionItem> },
): Promise<void> {
  const row = await lockOurs(change, id);
  const mayManage = actor.permissions['alliance.manage'] !== undefined;
  if (row.owner_id !== actor.accountId && !mayManage) throw new AppError('action_item_of_others');
  await close(change, row, { state: 'done', note });
}

/**
 * By the organisation that was to do it; or taken back by the one that recorded it, also where nobody would do it any more.
 * @throws AppError not_found, action_item_of_others, action_item_closed
 */
export async function dropItem(
  change: Change,
  { id, reason }: { id: string; reason: string },
): Promise<void> {
  const { organisationId, now } = change;
  const row = await change.first(items.lockItem({ organisationId, id }));
  if (row === undefined) throw new AppError('not_found');
  if (row.assignee_id === organisationId) return close(change, row, { state: 'dropped', note: reason });
  if (row.creator_id !== organisationId) throw new AppError('action_item_of_others');
  if (row.withdrawn_reason === reason) return;
  if (row.state !== 'open' || row.withdrawn_reason !== null) throw new AppError('action_item_closed');
  change.push(items.withdrawItem({ organisationId, id, reason, now }));
  await tellProgress(change, row);
  change.audit({ action: 'action_item.withdraw', subjectKind: 'action_item', subjectIds: [id] });
}
