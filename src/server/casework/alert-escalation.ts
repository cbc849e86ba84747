import type { SetAbsence } from '../../contract/alerts.ts';
import type { BodyOf } from '../../contract/operation.ts';
import { type Callable, nextCallAt, whomToCall } from '../../domain/casework/escalation.ts';
import { notify } from '../notifications/public.ts';
import { systemSettings } from '../platform/database/database.ts';
import { AppError } from '../platform/work/errors.ts';
import { type Change, type Services, Work } from '../platform/work/work.ts';
import { canReach, isAway, listActiveStaff, setAbsence, type StaffMember } from '../staff/public.ts';
import { type AlertEventView, type AlertRow, kindOf } from './alert-view.ts';
import { minutesFor, recordEvent } from './alerts.ts';
import { alertCalled } from './notifications.ts';
import * as sql from './sql-alerts.ts';

type Cause = NonNullable<AlertEventView['cause']>;

/** More than an organisation has open at once; the rest follows a minute later. */
const WATCHED = 500;

/** Nobody waits for somebody who is not there: their open alerts are free again, and others are called. */
export async function releaseAlertsOf(
  change: Change,
  accountId: string,
  cause: 'suspended' | 'away',
): Promise<void> {
  const { organisationId } = change;
  const [rows] = await change.all(sql.lockAlertsOf({ organisationId, ownerId: accountId }));
  await callOthers(
    change,
    rows.map((row) => ({ row, cause })),
  );
}

/** @throws AppError forbidden, not_found, instant_in_past */
export async function recordAbsence(
  change: Change,
  { accountId: named, until }: BodyOf<typeof SetAbsence>,
  isSupervisor: boolean,
): Promise<void> {
  const accountId = named ?? change.actorId;
  if (accountId !== change.actorId && !isSupervisor) throw new AppError('forbidden');
  const staff = await listActiveStaff(change);
  if (accountId === null || !staff.some(({ id }) => id === accountId)) throw new AppError('not_found');
  const end = until === null ? undefined : new Date(until);
  if (end !== undefined && end <= change.now)
    throw new AppError('invalid_request', { fields: [{ path: '/until', code: 'instant_in_past' }] });
  setAbsence(change, accountId, end);
  if (end !== undefined) await releaseAlertsOf(change, accountId, 'away');
  change.audit({ action: 'account.absence', subjectKind: 'account', subjectIds: [accountId] });
}

/**
 * Each minute: an alert whose owner is no longer there, or cannot see it any more, is free again; where the time is over
 * it is taken from whoever has it, and the next on duty and the supervisors are called.
 */
export async function watchAlerts(services: Services, organisationId: string): Promise<void> {
  const origin = { requestId: 'watch-alerts', language: 'zh-CN' } as const;
  await new Work(services, systemSettings(organisationId), origin).change(async (change) => {
    const { now } = change;
    const [rows] = await change.all(sql.lockAlertsToWatch({ organisationId, now, limit: WATCHED }));
    if (rows.length === 0) return;
    const staff = new Map((await listActiveStaff(change)).map((member) => [member.id, member]));
    const calls = rows.flatMap((row) => {
      const cause = causeOf(row, staff, now);
      return cause === undefined ? [] : [{ row, cause }];
    });
    await callOthers(change, calls);
  });
}

function causeOf(
  row: AlertRow & { escalates_at: Date },
  staff: ReadonlyMap<string, StaffMember>,
  now: Date,
): Cause | undefined {
  const owner = row.owner_id === null ? undefined : staff.get(row.owner_id);
  if (row.owner_id !== null) {
    if (owner === undefined) return 'suspended';
    if (!canReach(owner, 'alert.take', row.site_id)) return 'out_of_reach';
    if (isAway(owner, now)) return 'away';
  }
  return row.escalates_at <= now ? 'overdue' : undefined;
}

async function callOthers(change: Change, calls: readonly { row: AlertRow; cause: Cause }[]): Promise<void> {
  if (calls.length === 0) return;
  const { organisationId, now } = change;
  const alertIds = calls.map(({ row }) => row.id);
  const staff = (await listActiveStaff(change)).filter((member) => !isAway(member, now));
  const [owners, earlier] = await change.all(
    sql.countAlertsByOwner({ organisationId }),
    sql.listCalls({ organisationId, alertIds }),
  );
  const loads = new Map(owners.map(({ owner_id: id, count }) => [id, count]));
  for (const { row, cause } of calls) {
    const onDuty = staff
      .filter((member) => canReach(member, 'alert.take', row.site_id))
      .map((member): Callable => ({
        id: member.id,
        isSupervisor: canReach(member, 'alert.take_over', row.site_id),
        load: loads.get(member.id) ?? 0,
      }));
    const timesCalled = countCalls(earlier.filter(({ alert_id: id }) => id === row.id));
    const calledIds = whomToCall(onDuty, timesCalled, row.owner_id);
    const [first] = calledIds;
    // many alerts of one person go to several colleagues
    if (first !== undefined) loads.set(first, (loads.get(first) ?? 0) + 1);
    callFor(change, row, cause, calledIds);
  }
}

function countCalls(calls: readonly { to_ids: string[] }[]): Map<string, number> {
  const times = new Map<string, number>();
  for (const id of calls.flatMap(({ to_ids: ids }) => ids)) times.set(id, (times.get(id) ?? 0) + 1);
  return times;
}

function callFor(change: Change, row: AlertRow, cause: Cause, calledIds: string[]): void {
  const { now } = change;
  if (row.owner_id !== null) {
    const freed = { owner_id: null, taken_at: null };
    recordEvent(change, row, { kind: 'released', change: freed, fromId: row.owner_id, cause });
  }
  const called = {
    escalated_at: now,
    escalates_at: nextCallAt(row.due_at, now, minutesFor(kindOf(change.keys, row))),
    called_ids: calledIds,
  };
  const eventId = recordEvent(change, row, { kind: 'called', change: called, toIds: calledIds, cause });
  notify(change, { kind: alertCalled, matterId: eventId, to: calledIds });
  change.audit({
    action: 'alert.call',
    subjectKind: 'client',
    subjectIds: [row.client_id],
    detail: { cause },
  });
  change.emit({ type: 'alert.called', subjectId: row.id, data: { cause } });
}
