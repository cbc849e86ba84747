import type { ListAlerts } from '../../contract/alerts.ts';
import type { QueryOf } from '../../contract/operation.ts';
import { INSTANT, readCursor, UUID, writeCursor } from '../platform/http/cursor.ts';
import { AppError } from '../platform/work/errors.ts';
import type { Reading } from '../platform/work/work.ts';
import { canReach, isAway, listActiveStaff } from '../staff/public.ts';
import { type AlertEventView, viewAlerts } from './alert-view.ts';
import { openReadable } from './sealed.ts';
import * as sql from './sql-alerts.ts';

const PAGE = 50;

/** @throws AppError cursor_invalid */
export async function listAlerts(
  reading: Reading,
  { state = 'open', clientId, limit = PAGE, after }: QueryOf<typeof ListAlerts>,
) {
  const [at = '', id = ''] = after === undefined ? [] : readCursor(after, [INSTANT, UUID]);
  const position = after === undefined ? undefined : { at, id };
  const { organisationId } = reading;
  const [rows] = await reading.all(
    sql.listAlerts({ organisationId, state, clientId, limit, after: position }),
  );
  if (rows.length > 0) {
    const subjectIds = rows.map(({ client_id }) => client_id);
    await reading.audited({ action: 'alert.list', subjectKind: 'client', subjectIds });
  }
  const last = rows.length === limit ? rows.at(-1) : undefined;
  const key = state === 'open' ? last?.due_at : last?.closed_at;
  const isMore = last !== undefined && key !== undefined && key !== null;
  return {
    items: await viewAlerts(reading, rows),
    next: isMore ? writeCursor([key.toISOString(), last.id]) : null,
    unstaffedSiteIds:
      state === 'open' ? await listUnstaffed(reading, new Set(rows.map((row) => row.site_id))) : [],
  };
}

/** Sites of open alerts where no worker of the site is on duty: only supervisors would see them. */
async function listUnstaffed(reading: Reading, siteIds: ReadonlySet<string>): Promise<string[]> {
  if (siteIds.size === 0) return [];
  const onDuty = (await listActiveStaff(reading)).filter(
    (member) => !isAway(member, reading.now) && !canReach(member, 'alert.take_over', ''),
  );
  return [...siteIds].filter((siteId) => !onDuty.some((member) => canReach(member, 'alert.take', siteId)));
}

export async function countAlerts(reading: Reading) {
  const { organisationId, now } = reading;
  const counts = await reading.first(sql.countOpenAlerts({ organisationId, now }));
  return counts ?? { open: 0, untaken: 0, overdue: 0 };
}

/** @throws AppError not_found */
export async function readAlertHistory(reading: Reading, id: string): Promise<{ items: AlertEventView[] }> {
  const { organisationId, keys } = reading;
  const [[alert], events] = await reading.all(
    sql.readAlert({ organisationId, id }),
    sql.listAlertEvents({ organisationId, alertId: id }),
  );
  if (alert === undefined) throw new AppError('not_found');
  await reading.audited({ action: 'alert.read', subjectKind: 'client', subjectIds: [alert.client_id] });
  const person = { clientId: alert.client_id, wrapped: alert.wrapped };
  return {
    items: events.map((event) => ({
      kind: event.kind as AlertEventView['kind'],
      at: event.at.toISOString(),
      actorId: event.actor_id,
      fromId: event.from_id,
      toIds: event.to_ids,
      cause: event.cause as AlertEventView['cause'],
      words:
        openReadable<{ words: string }>(keys, person, 'alert_event', event.id, event.sealed)?.words ?? null,
    })),
  };
}
