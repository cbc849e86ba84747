import type { ListNotifications } from '../../contract/notifications.ts';
import type { AnswerOf, QueryOf } from '../../contract/operation.ts';
import { INSTANT, readCursor, UUID, writeCursor } from '../platform/http/cursor.ts';
import { AppError } from '../platform/work/errors.ts';
import type { Change, Reading, Services } from '../platform/work/work.ts';
import type { NotificationKind, Sight } from './kind.ts';
import { lookAs, type Reader } from './sight.ts';
import * as sql from './sql.ts';
import { dropKnownMessages } from './sql-messages.ts';

type Page = AnswerOf<typeof ListNotifications>;

const PAGE = 50;

/** Each with the rights of this moment: of what its reader may not see any more not even the kind is told. */
export async function listNotifications(
  { services, kinds }: { services: Services; kinds: ReadonlyMap<string, NotificationKind> },
  reading: Reading,
  reader: Reader,
  { limit = PAGE, after }: QueryOf<typeof ListNotifications>,
): Promise<Page> {
  const { organisationId, accountId } = reader;
  const [at = '', id = ''] = after === undefined ? [] : readCursor(after, [INSTANT, UUID]);
  const from = after === undefined ? undefined : { at, id };
  const [rows] = await reading.all(sql.listNotifications({ organisationId, accountId, limit, after: from }));
  const occasions = rows.map(({ occasion_id: occasionId, kind, matter_id: matterId, step }) => ({
    id: occasionId,
    kind,
    matterId,
    step,
  }));
  const sights = await lookAs(services, kinds, reader, occasions);
  const last = rows.length === limit ? rows.at(-1) : undefined;
  return {
    items: rows.map((row) => viewNotification(row, kinds.get(row.kind), sights.get(row.occasion_id))),
    next: last === undefined ? null : writeCursor([last.created_at.toISOString(), last.id]),
  };
}

function viewNotification(
  row: { id: string; created_at: Date; read_at: Date | null },
  kind: NotificationKind | undefined,
  sight: Sight | undefined,
): Page['items'][number] {
  const { id } = row;
  const times = { at: row.created_at.toISOString(), readAt: row.read_at?.toISOString() ?? null };
  if (kind === undefined || sight === undefined)
    return {
      id,
      ...times,
      state: 'hidden',
      isUrgent: false,
      title: null,
      titleEn: null,
      path: null,
      siteId: null,
    };
  return {
    id,
    ...times,
    state: sight.waits ? 'waiting' : 'settled',
    isUrgent: (sight.urgency ?? kind.urgency) === 'urgent',
    title: kind.title.zh,
    titleEn: kind.title.en,
    path: kind.path,
    siteId: sight.siteId ?? null,
  };
}

/** @throws AppError not_found */
export async function readNotification(change: Change, accountId: string, id: string): Promise<null> {
  const { organisationId, now } = change;
  if ((await change.first(sql.markRead({ organisationId, accountId, id, now }))) === undefined)
    throw new AppError('not_found');
  change.push(dropKnownMessages({ organisationId, now }));
  return null;
}

export async function readAllNotifications(change: Change, accountId: string, until: string): Promise<null> {
  const { organisationId, now } = change;
  change.push(sql.markAllRead({ organisationId, accountId, until: new Date(until), now }));
  change.push(dropKnownMessages({ organisationId, now }));
  return null;
}
