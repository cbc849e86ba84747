import type { Static } from 'typebox';
import type { Alert, alertKinds, CloseAlert } from '../../contract/casework.ts';
import type { BodyOf } from '../../contract/operation.ts';
import { INSTANT, readCursor, UUID, writeCursor } from '../platform/cursor.ts';
import { AppError } from '../platform/errors.ts';
import { newId } from '../platform/ids.ts';
import type { OrganisationKeys } from '../platform/keyring.ts';
import type { Change, Reading } from '../platform/work.ts';
import { openName, openWords, sealWords } from './sealed.ts';
import * as sql from './sql-alerts.ts';

type AlertView = Static<typeof Alert>;
export type AlertKind = (typeof alertKinds)[number];

const PAGE = 50;

/** How soon somebody must have looked, in minutes; an organisation's own times come with its settings. */
const DUE_MINUTES: Readonly<Record<AlertKind, number>> = {
  self_harm_answer: 30,
  harm_by_others_answer: 30,
  mandatory_report: 60,
  referral_urgent: 4 * 60,
};

export interface AlertSource {
  readonly kind: AlertKind;
  readonly sourceId: string;
  readonly clientId: string;
  readonly siteId: string;
  readonly workerIds: readonly string[];
  /** where the clock began before the alert */
  readonly dueAt?: Date;
}

/** Raises an alert once per source, in the transaction of what caused it. */
export function raiseAlert(change: Change, source: AlertSource): void {
  const { organisationId, now } = change;
  const dueAt = source.dueAt ?? new Date(now.getTime() + DUE_MINUTES[source.kind] * 60_000);
  const id = newId(now.getTime());
  change.push(
    sql.insertAlert({ ...source, workerIds: [...source.workerIds], organisationId, id, now, dueAt }),
  );
  change.emit({ type: 'alert.raised', subjectId: id, data: { kind: source.kind } });
}

/** A report's alert ends with what the report says. */
export function settleReportAlert(
  change: Change,
  reportId: string,
  outcome: 'reported' | 'false_alarm',
): void {
  const { organisationId, now } = change;
  change.push(sql.updateReportAlert({ organisationId, reportId, change: { closed_at: now, outcome } }));
}

/** The discovery was corrected, and the clock with it. */
export function changeReportAlert(change: Change, reportId: string, dueAt: Date): void {
  const { organisationId } = change;
  change.push(sql.updateReportAlert({ organisationId, reportId, change: { due_at: dueAt } }));
}

interface AlertRow {
  id: string;
  client_id: string;
  site_id: string;
  kind: string;
  raised_at: Date;
  due_at: Date;
  owner_id: string | null;
  taken_at: Date | null;
  closed_at: Date | null;
  outcome: string | null;
  sealed_note: Buffer | null;
  card: Buffer | null;
  wrapped: Buffer | null;
}

function viewAlert(keys: OrganisationKeys, row: AlertRow): AlertView {
  const person = { clientId: row.client_id, wrapped: row.wrapped };
  return {
    id: row.id,
    clientId: row.client_id,
    clientName: openName(keys, row.client_id, row),
    siteId: row.site_id,
    kind: row.kind as AlertKind,
    raisedAt: row.raised_at.toISOString(),
    dueAt: row.due_at.toISOString(),
    ownerId: row.owner_id,
    takenAt: row.taken_at?.toISOString() ?? null,
    closedAt: row.closed_at?.toISOString() ?? null,
    outcome: row.outcome as AlertView['outcome'],
    note: openWords<{ note: string }>(keys, person, 'alert', row.id, row.sealed_note)?.note ?? null,
  };
}

export async function listAlerts(
  reading: Reading,
  { state = 'open', limit = PAGE, after }: { state?: 'open' | 'closed'; limit?: number; after?: string },
) {
  const [at = '', id = ''] = after === undefined ? [] : readCursor(after, [INSTANT, UUID]);
  const position = after === undefined ? undefined : { at, id };
  const { organisationId } = reading;
  const [rows] = await reading.all(sql.listAlerts({ organisationId, state, limit, after: position }));
  if (rows.length > 0) {
    const subjectIds = rows.map(({ client_id }) => client_id);
    await reading.audited({ action: 'alert.list', subjectKind: 'client', subjectIds });
  }
  const last = rows.length === limit ? rows.at(-1) : undefined;
  const key = state === 'open' ? last?.due_at : last?.closed_at;
  const items = rows.map((row) => viewAlert(reading.keys, row));
  const isMore = last !== undefined && key !== undefined && key !== null;
  return { items, next: isMore ? writeCursor([key.toISOString(), last.id]) : null };
}

/** @throws AppError not_found, alert_taken, alert_closed */
export async function takeAlert(change: Change, id: string): Promise<AlertView> {
  const { organisationId, now, actorId } = change;
  const row = await change.first(sql.lockAlert({ organisationId, id }));
  if (row === undefined) throw new AppError('not_found');
  if (row.closed_at !== null) throw new AppError('alert_closed');
  if (row.owner_id !== null && row.owner_id !== actorId) throw new AppError('alert_taken');
  change.push(
    sql.updateAlert({ organisationId, id, change: { owner_id: actorId, taken_at: row.taken_at ?? now } }),
  );
  change.audit({ action: 'alert.take', subjectKind: 'client', subjectIds: [row.client_id] });
  return getAlert(change, id);
}

/** @throws AppError not_found, alert_not_taken, alert_needs_report, alert_closed */
export async function closeAlert(
  change: Change,
  id: string,
  { outcome, note }: BodyOf<typeof CloseAlert>,
): Promise<AlertView> {
  const { organisationId, now, keys } = change;
  const row = await change.first(sql.lockAlert({ organisationId, id }));
  if (row === undefined || row.wrapped === null) throw new AppError('not_found');
  if (row.closed_at !== null) throw new AppError('alert_closed');
  if (row.owner_id !== change.actorId) throw new AppError('alert_not_taken');
  // alert and record must agree: the report itself says when and to whom
  if (row.kind === 'mandatory_report') throw new AppError('alert_needs_report');
  const person = { clientId: row.client_id, wrapped: row.wrapped };
  const sealed_note = sealWords(keys, person, 'alert', id, { note });
  change.push(sql.updateAlert({ organisationId, id, change: { closed_at: now, outcome, sealed_note } }));
  change.audit({
    action: 'alert.close',
    subjectKind: 'client',
    subjectIds: [row.client_id],
    detail: { outcome },
  });
  return getAlert(change, id);
}

async function getAlert(change: Change, id: string): Promise<AlertView> {
  const row = await change.first(sql.readAlert({ organisationId: change.organisationId, id }));
  if (row === undefined) throw new AppError('not_found');
  return viewAlert(change.keys, row);
}
