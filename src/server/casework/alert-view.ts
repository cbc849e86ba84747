import type { Static } from 'typebox';
import type { Alert, alertKinds } from '../../contract/alerts.ts';
import type { AlertEvent } from '../../contract/alerts.ts';
import { AppError } from '../platform/errors.ts';
import type { OrganisationKeys } from '../platform/keyring.ts';
import type { Change, Reading } from '../platform/work.ts';
import { openName, openWords } from './sealed.ts';
import * as sql from './sql-alerts.ts';

export type AlertView = Static<typeof Alert>;
export type AlertEventView = Static<typeof AlertEvent>;
export type AlertKind = (typeof alertKinds)[number];

export interface AlertRow {
  id: string;
  client_id: string;
  site_id: string;
  worker_ids: string[];
  kind: string;
  raised_at: Date;
  due_at: Date;
  repeats: number;
  last_at: Date;
  owner_id: string | null;
  taken_at: Date | null;
  escalated_at: Date | null;
  called_ids: string[];
  closed_at: Date | null;
  outcome: string | null;
  sealed_note: Buffer | null;
  card: Buffer | null;
  wrapped: Buffer | null;
}

/** With what each alert is about: whoever may take it may read that. */
export async function viewAlerts(
  access: Pick<Reading, 'all' | 'organisationId' | 'keys'>,
  rows: readonly AlertRow[],
): Promise<AlertView[]> {
  if (rows.length === 0) return [];
  const { organisationId, keys } = access;
  const alertIds = rows.map(({ id }) => id);
  const [sources] = await access.all(sql.listAlertSources({ organisationId, alertIds }));
  return rows.map((row) =>
    viewAlert(
      keys,
      row,
      sources.filter(({ alert_id: alertId }) => alertId === row.id),
    ),
  );
}

export async function getAlert(change: Change, id: string): Promise<AlertView> {
  const row = await change.first(sql.readAlert({ organisationId: change.organisationId, id }));
  const [view] = row === undefined ? [] : await viewAlerts(change, [row]);
  if (view === undefined) throw new AppError('not_found');
  return view;
}

function viewAlert(
  keys: OrganisationKeys,
  row: AlertRow,
  sources: readonly { source_id: string | null; at: Date; sealed: Buffer | null }[],
): AlertView {
  const person = { clientId: row.client_id, wrapped: row.wrapped };
  const wordsOf = (id: string, sealed: Buffer | null) =>
    openWords<{ reason: string }>(keys, person, 'referral', id, sealed)?.reason ?? null;
  return {
    id: row.id,
    clientId: row.client_id,
    clientName: openName(keys, row.client_id, row),
    siteId: row.site_id,
    kind: row.kind as AlertKind,
    raisedAt: row.raised_at.toISOString(),
    dueAt: row.due_at.toISOString(),
    repeats: row.repeats,
    lastAt: row.last_at.toISOString(),
    sources: sources.flatMap(({ source_id: id, at, sealed }) =>
      id === null ? [] : [{ id, at: at.toISOString(), words: wordsOf(id, sealed) }],
    ),
    ownerId: row.owner_id,
    takenAt: row.taken_at?.toISOString() ?? null,
    escalatedAt: row.escalated_at?.toISOString() ?? null,
    calledIds: row.called_ids,
    closedAt: row.closed_at?.toISOString() ?? null,
    outcome: row.outcome as AlertView['outcome'],
    note: openWords<{ note: string }>(keys, person, 'alert', row.id, row.sealed_note)?.note ?? null,
  };
}
