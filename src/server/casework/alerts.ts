import { alertKinds, type CloseAlert, type HandOverAlert } from '../../contract/alerts.ts';
import type { BodyOf } from '../../contract/operation.ts';
import { TALK_MINUTES } from '../../domain/casework/asking-for-help.ts';
import { callAfterTaking } from '../../domain/casework/escalation.ts';
import { notify } from '../notifications/public.ts';
import { AppError } from '../platform/work/errors.ts';
import { newId } from '../platform/database/ids.ts';
import type { Change } from '../platform/work/work.ts';
import { canReach, isAway, listActiveStaff } from '../staff/public.ts';
import {
  type AlertEventView,
  type AlertKind,
  type AlertRow,
  type AlertView,
  getAlert,
  kindOf,
} from './alert-view.ts';
import { matterCode } from './matter-code.ts';
import { alertHandedOver, alertRaised, alertRepeated } from './notifications.ts';
import { sealState, sealWords } from './sealed.ts';
import * as sql from './sql-alerts.ts';

/** How soon somebody must have looked, in minutes; an organisation's own times come with its settings. */
const DUE_MINUTES: Readonly<Record<AlertKind, number>> = {
  self_harm_answer: 30,
  harm_by_others_answer: 30,
  mandatory_report: 60,
  referral_urgent: TALK_MINUTES.urgent,
};

/** Of an erased person's alert nobody knows the kind: it is seen to as the most pressing. */
export function minutesFor(kind: AlertKind | null): number {
  return DUE_MINUTES[kind ?? 'self_harm_answer'];
}

export interface AlertSource {
  readonly kind: AlertKind;
  readonly sourceId: string;
  /** what it is about; the client where nothing else is said */
  readonly matterId?: string;
  readonly clientId: string;
  readonly wrapped: Buffer;
  readonly siteId: string;
  readonly workerIds: readonly string[];
  /** where the clock began before the alert */
  readonly dueAt?: Date;
}

/** Raises an alert, or adds to the open one about the same matter, in the transaction of what caused it. */
export function raiseAlert(change: Change, source: AlertSource): void {
  const { organisationId, now, actorId, keys } = change;
  const { kind, clientId, siteId, sourceId } = source;
  const id = newId(now.getTime());
  const eventId = newId(now.getTime());
  change.push(
    sql.raiseAlert({
      organisationId,
      id,
      eventId,
      clientId,
      siteId,
      workerIds: [...source.workerIds],
      matterCode: matterCode(keys, kind, source.matterId ?? clientId),
      sealed: sealState(keys, source, 'alert', id, { kind }),
      sealedSource: sealWords(keys, source, 'alert_event', eventId, { sourceId }),
      actorId,
      now,
      dueAt: source.dueAt ?? new Date(now.getTime() + minutesFor(kind) * 60_000),
    }),
  );
  // which of the two it is is known once it is written
  for (const kind of [alertRaised, alertRepeated]) notify(change, { kind, matterId: eventId });
}

/** As raiseAlert, but nothing is added where an alert about the matter is open: somebody is to see to it already. */
export async function raiseUnlessOpen(change: Change, source: AlertSource): Promise<void> {
  if ((await findOpenAlert(change, source.kind, source.matterId ?? source.clientId)) === undefined)
    raiseAlert(change, source);
}

/** Changes an alert and writes down what happened. @returns id of what happened */
export function recordEvent(
  change: Change,
  row: AlertRow,
  event: {
    kind: AlertEventView['kind'];
    change: sql.AlertChange;
    fromId?: string | null;
    toIds?: readonly string[];
    cause?: AlertEventView['cause'];
    words?: string;
  },
): string {
  const { organisationId, now, keys, actorId } = change;
  const id = newId(now.getTime());
  const person = { clientId: row.client_id, wrapped: row.wrapped };
  const { words, cause = null, fromId = null, toIds = [] } = event;
  change.push(sql.updateAlert({ organisationId, id: row.id, change: event.change }));
  change.push(
    sql.insertAlertEvent({
      organisationId,
      id,
      alertId: row.id,
      clientId: row.client_id,
      siteId: row.site_id,
      workerIds: row.worker_ids,
      kind: event.kind,
      now,
      actorId,
      fromId,
      toIds: [...toIds],
      cause,
      sealed:
        words === undefined || person.wrapped === null
          ? null
          : sealWords(keys, { ...person, wrapped: person.wrapped }, 'alert_event', id, { words }),
    }),
  );
  return id;
}

/** The end of an alert: what came of it is sealed, and its matter may come again. */
function ending(
  { now, keys }: Change,
  { id, client_id: clientId, wrapped }: AlertRow,
  end: { outcome: AlertView['outcome']; note?: string },
): sql.AlertChange {
  const { outcome, ...words } = end;
  // an earlier version erased persons whose alerts were open: they end without words, which no key could seal
  const sealed =
    wrapped === null
      ? {}
      : { sealed_note: sealState(keys, { clientId, wrapped }, 'alert_note', id, { outcome }, words) };
  return { closed_at: now, matter_code: null, ...sealed };
}

/** A report's alert ends with what the report says. */
export async function settleReportAlert(
  change: Change,
  reportId: string,
  outcome: 'reported' | 'false_alarm',
): Promise<void> {
  const row = await findReportAlert(change, reportId);
  if (row === undefined) return;
  recordEvent(change, row, { kind: 'closed', change: ending(change, row, { outcome }) });
}

/** The discovery was corrected, and the clock with it. */
export async function changeReportAlert(change: Change, reportId: string, dueAt: Date): Promise<void> {
  const row = await findReportAlert(change, reportId);
  if (row === undefined) return;
  const { organisationId } = change;
  change.push(
    sql.updateAlert({ organisationId, id: row.id, change: { due_at: dueAt, escalates_at: dueAt } }),
  );
}

function findReportAlert(change: Change, reportId: string): Promise<AlertRow | undefined> {
  return findOpenAlert(change, 'mandatory_report', reportId);
}

function findOpenAlert(change: Change, kind: AlertKind, matterId: string): Promise<AlertRow | undefined> {
  const { organisationId, keys } = change;
  return change.first(sql.lockOpenAlert({ organisationId, matterCode: matterCode(keys, kind, matterId) }));
}

/** Where its seal does not open, its code tells: whatever is not about the client is about a report. */
function isOfReport({ keys }: Change, row: AlertRow): boolean {
  const kind = kindOf(keys, row);
  if (kind !== null || row.wrapped === null) return kind === 'mandatory_report';
  return !alertKinds.some(
    (other) =>
      other !== 'mandatory_report' &&
      row.matter_code?.equals(matterCode(keys, other, row.client_id)) === true,
  );
}

/** @throws AppError not_found */
async function getLockedAlert(change: Change, id: string): Promise<AlertRow> {
  const row = await change.first(sql.lockAlert({ organisationId: change.organisationId, id }));
  if (row === undefined) throw new AppError('not_found');
  return row;
}

/** @throws AppError not_found, alert_closed */
async function getOpenAlert(change: Change, id: string): Promise<AlertRow> {
  const row = await getLockedAlert(change, id);
  if (row.closed_at !== null) throw new AppError('alert_closed');
  return row;
}

function ownedBy({ now, keys }: Change, row: AlertRow, ownerId: string): sql.AlertChange {
  return {
    owner_id: ownerId,
    taken_at: now,
    escalates_at: callAfterTaking(row.due_at, now, minutesFor(kindOf(keys, row))),
  };
}

/** Whoever is entered as away would lose it again within the minute, and nobody would know who goes. */
async function refuseAway(change: Change): Promise<void> {
  const self = (await listActiveStaff(change)).find((member) => member.id === change.actorId);
  if (self !== undefined && isAway(self, change.now)) throw new AppError('you_are_away');
}

/** @throws AppError not_found, alert_taken, alert_closed, you_are_away */
export async function takeAlert(change: Change, id: string): Promise<AlertView> {
  const { actorId } = change;
  const row = await getOpenAlert(change, id);
  if (actorId === null || (row.owner_id !== null && row.owner_id !== actorId))
    throw new AppError('alert_taken');
  if (row.owner_id === null) {
    await refuseAway(change);
    recordEvent(change, row, { kind: 'taken', change: ownedBy(change, row, actorId), toIds: [actorId] });
  }
  change.audit({ action: 'alert.take', subjectKind: 'client', subjectIds: [row.client_id] });
  return getAlert(change, id);
}

/**
 * Whoever has an alert gives it to a colleague who can see to it now. Its time goes on as it was: two who hand it to and
 * fro would else keep others from ever being called.
 * @throws AppError not_found, alert_closed, alert_not_taken, alert_yours, worker_out_of_reach, colleague_away
 */
export async function handOverAlert(
  change: Change,
  id: string,
  { toId, words }: BodyOf<typeof HandOverAlert>,
): Promise<AlertView> {
  const row = await getOpenAlert(change, id);
  if (row.owner_id !== change.actorId) throw new AppError('alert_not_taken');
  if (toId === change.actorId) throw new AppError('alert_yours');
  const colleague = (await listActiveStaff(change)).find((member) => member.id === toId);
  if (colleague === undefined || !canReach(colleague, 'alert.take', row.site_id)) {
    throw new AppError('worker_out_of_reach', { fields: [{ path: '/toId', code: 'worker_out_of_reach' }] });
  }
  if (isAway(colleague, change.now))
    throw new AppError('colleague_away', { fields: [{ path: '/toId', code: 'colleague_away' }] });
  const eventId = recordEvent(change, row, {
    kind: 'handed_over',
    change: { owner_id: toId, taken_at: change.now },
    fromId: row.owner_id,
    toIds: [toId],
    words,
  });
  notify(change, { kind: alertHandedOver, matterId: eventId, to: [toId] });
  change.audit({ action: 'alert.hand_over', subjectKind: 'client', subjectIds: [row.client_id] });
  return getAlert(change, id);
}

/**
 * A supervisor takes an alert from whoever has it, or has not. From an owner its time goes on as it was: two who take it
 * from each other would else keep others from ever being called.
 * @throws AppError not_found, alert_closed, alert_yours, you_are_away
 */
export async function takeOverAlert(change: Change, id: string, words: string): Promise<AlertView> {
  const { actorId } = change;
  const row = await getOpenAlert(change, id);
  if (actorId === null) throw new AppError('not_found');
  // taken anew, its time would begin anew: nobody would ever be called
  if (row.owner_id === actorId) throw new AppError('alert_yours');
  await refuseAway(change);
  recordEvent(change, row, {
    kind: 'taken_over',
    change:
      row.owner_id === null ? ownedBy(change, row, actorId) : { owner_id: actorId, taken_at: change.now },
    fromId: row.owner_id,
    toIds: [actorId],
    words,
  });
  change.audit({ action: 'alert.take_over', subjectKind: 'client', subjectIds: [row.client_id] });
  return getAlert(change, id);
}

/**
 * Closed by its owner; said again, since the answer was lost on the way, it answers the same.
 * @throws AppError not_found, alert_not_taken, alert_needs_report, alert_closed
 */
export async function closeAlert(
  change: Change,
  id: string,
  { outcome, note }: BodyOf<typeof CloseAlert>,
): Promise<AlertView> {
  const row = await getLockedAlert(change, id);
  if (row.closed_at !== null) {
    const ended = await getAlert(change, id);
    const isRepeated = row.owner_id === change.actorId && ended.outcome === outcome && ended.note === note;
    if (!isRepeated) throw new AppError('alert_closed');
    return ended;
  }
  if (row.owner_id !== change.actorId) throw new AppError('alert_not_taken');
  // alert and record must agree: the report itself says when and to whom
  if (isOfReport(change, row)) throw new AppError('alert_needs_report');
  recordEvent(change, row, { kind: 'closed', change: ending(change, row, { outcome, note }) });
  change.audit({ action: 'alert.close', subjectKind: 'client', subjectIds: [row.client_id] });
  return getAlert(change, id);
}
