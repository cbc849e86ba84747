import type { Static } from 'typebox';
import type { Alert, alertKinds } from '../../contract/alerts.ts';
import type { AlertEvent } from '../../contract/alerts.ts';
import { AppError } from '../platform/work/errors.ts';
import type { OrganisationKeys } from '../platform/keys/keyring.ts';
import type { Change, Reading } from '../platform/work/work.ts';
import { NAMELESS } from '../clients/public.ts';
import { openName, openReadable } from './sealed.ts';
import * as sql from './sql-alerts.ts';
import { listReferralWords } from './sql-referrals.ts';

export type AlertView = Static<typeof Alert>;
export type AlertEventView = Static<typeof AlertEvent>;
export type AlertKind = (typeof alertKinds)[number];

export interface AlertRow {
  id: string;
  client_id: string;
  site_id: string;
  worker_ids: string[];
  matter_code: Buffer | null;
  sealed: Buffer | null;
  raised_at: Date;
  due_at: Date;
  repeats: number;
  last_at: Date;
  owner_id: string | null;
  taken_at: Date | null;
  escalated_at: Date | null;
  called_ids: string[];
  closed_at: Date | null;
  sealed_note: Buffer | null;
  card: Buffer | null;
  wrapped: Buffer | null;
}

/** null where the client was erased or the seal does not open: nobody can say what it was about. */
export function kindOf(keys: OrganisationKeys, row: AlertRow): AlertKind | null {
  const person = { clientId: row.client_id, wrapped: row.wrapped };
  return openReadable<{ kind: AlertKind }>(keys, person, 'alert', row.id, row.sealed)?.kind ?? null;
}

/** With what each alert is about: whoever may take it may read that. */
export async function viewAlerts(
  access: Pick<Reading, 'all' | 'organisationId' | 'keys'>,
  rows: readonly AlertRow[],
): Promise<AlertView[]> {
  if (rows.length === 0) return [];
  const { organisationId, keys } = access;
  const alerts = new Map(rows.map((row) => [row.id, row]));
  const [events] = await access.all(sql.listSourceEvents({ organisationId, alertIds: [...alerts.keys()] }));
  const sources = events.flatMap((event) => {
    const row = alerts.get(event.alert_id);
    const sourceId = row === undefined ? undefined : sourceIdOf(keys, row, event);
    return sourceId === undefined ? [] : [{ alertId: event.alert_id, id: sourceId, at: event.at }];
  });
  const ids = sources.map(({ id }) => id);
  const [referrals] = ids.length === 0 ? [[]] : await access.all(listReferralWords({ organisationId, ids }));
  const words = new Map(referrals.map(({ id, sealed }) => [id, sealed]));
  return rows.map((row) =>
    viewAlert(
      keys,
      row,
      sources
        .filter(({ alertId }) => alertId === row.id)
        .map((source) => ({ ...source, sealed: words.get(source.id) ?? null })),
    ),
  );
}

function sourceIdOf(
  keys: OrganisationKeys,
  { client_id: clientId, wrapped }: AlertRow,
  event: { id: string; sealed: Buffer | null },
): string | undefined {
  const person = { clientId, wrapped };
  return openReadable<{ sourceId?: string }>(keys, person, 'alert_event', event.id, event.sealed)?.sourceId;
}

export async function getAlert(change: Change, id: string): Promise<AlertView> {
  const row = await change.first(sql.readAlert({ organisationId: change.organisationId, id }));
  const [view] = row === undefined ? [] : await viewAlerts(change, [row]);
  if (view === undefined) throw new AppError('not_found');
  return view;
}

/** What came of an alert. */
interface AlertEnd {
  readonly outcome: AlertView['outcome'];
  readonly note?: string;
}

function viewAlert(
  keys: OrganisationKeys,
  row: AlertRow,
  sources: readonly { id: string; at: Date; sealed: Buffer | null }[],
): AlertView {
  const person = { clientId: row.client_id, wrapped: row.wrapped };
  const wordsOf = (id: string, sealed: Buffer | null) =>
    openReadable<{ reason: string }>(keys, person, 'referral', id, sealed)?.reason ?? null;
  const [clientName, kind] = [openName(keys, row.client_id, row), kindOf(keys, row)];
  const end = openReadable<AlertEnd>(keys, person, 'alert_note', row.id, row.sealed_note);
  return {
    id: row.id,
    clientId: row.client_id,
    clientName,
    isUnreadable: row.wrapped !== null && (clientName === NAMELESS || kind === null),
    siteId: row.site_id,
    kind,
    raisedAt: row.raised_at.toISOString(),
    dueAt: row.due_at.toISOString(),
    repeats: row.repeats,
    lastAt: row.last_at.toISOString(),
    sources: sources.map(({ id, at, sealed }) => ({
      id,
      at: at.toISOString(),
      words: wordsOf(id, sealed),
    })),
    ownerId: row.owner_id,
    takenAt: row.taken_at?.toISOString() ?? null,
    escalatedAt: row.escalated_at?.toISOString() ?? null,
    calledIds: row.called_ids,
    closedAt: row.closed_at?.toISOString() ?? null,
    outcome: end?.outcome ?? null,
    note: end?.note ?? null,
  };
}
