import type { ListUnsentMessages } from '../../contract/notifications.ts';
import type { AnswerOf, QueryOf } from '../../contract/operation.ts';
import type { Way } from '../../domain/notifications/choices.ts';
import { listDisplayNames } from '../identity/public.ts';
import { listOrganisations, readParties } from '../organisations/public.ts';
import { INSTANT, readCursor, UUID, writeCursor } from '../platform/http/cursor.ts';
import { systemSettings } from '../platform/database/database.ts';
import { type Doors, type Origin, refuseUnknownOrganisation } from '../platform/work/doors.ts';
import { askEach } from '../platform/work/each-organisation.ts';
import { AppError } from '../platform/work/errors.ts';
import type { Reading, Services } from '../platform/work/work.ts';
import type { Notifications } from './notifications.ts';
import * as sql from './sql-messages.ts';

type UnsentList = AnswerOf<typeof ListUnsentMessages>;
type UnsentItem = UnsentList['items'][number];

const PAGE = 50;

export interface UnsentParts {
  readonly services: Services;
  readonly doors: Doors;
  readonly notifications: Notifications;
}

/**
 * Whom of the staff something could not be sent to, of all organisations: never about whom it is.
 * @throws AppError cursor_invalid
 */
export async function listUnsent(
  parts: UnsentParts,
  reading: Reading,
  query: QueryOf<typeof ListUnsentMessages>,
): Promise<UnsentList> {
  const limit = query.limit ?? PAGE;
  const [at = '', id = ''] = query.after === undefined ? [] : readCursor(query.after, [INSTANT, UUID]);
  const items = await readUnsent(parts, reading, {
    now: reading.now,
    ways: parts.notifications.ways.open,
    limit: limit + 1,
    after: query.after === undefined ? undefined : { at, id },
  });
  await reading.audited({ action: 'message.list', subjectKind: 'notification_message', subjectIds: [] });
  const page = items.sort(newestFirst).slice(0, limit);
  const last = items.length > limit ? page.at(-1) : undefined;
  return { items: page, next: last === undefined ? null : writeCursor([last.since, last.id]) };
}

/** As many of each organisation as the page may hold. */
async function readUnsent(
  { services: { database }, doors, notifications: { kinds } }: UnsentParts,
  reading: Reading,
  page: sql.UnsentPage,
): Promise<UnsentItem[]> {
  const [organisations] = await database.global(listOrganisations({}));
  const partyOf = await readParties(reading);
  const open = organisations.map(({ id }) => id).filter((id) => !doors.isClosed(id));
  const lists = await askEach(open, (organisationId) =>
    database
      .reader(systemSettings(organisationId))
      .all(sql.listUnsent({ organisationId, ...page }), listDisplayNames({ organisationId })),
  );
  return lists.flatMap(([organisationId, [rows, names]]) => {
    const nameOf = new Map(names.map(({ id, display_name: name }) => [id, name]));
    return rows.map((row) => {
      const { zh, en } = kinds.get(row.kind)?.title ?? { zh: row.kind, en: row.kind };
      return {
        id: row.id,
        organisation: partyOf(organisationId),
        to: nameOf.get(row.account_id) ?? '',
        way: row.way as Way,
        title: zh,
        titleEn: en,
        since: row.created_at.toISOString(),
        failure: row.failure,
      };
    });
  });
}

function newestFirst(left: UnsentItem, right: UnsentItem): number {
  const [one, other] = [`${left.since} ${left.id}`, `${right.since} ${right.id}`];
  return one < other ? 1 : -1;
}

/** Said again, it answers the same. @throws AppError not_found, demo_closed */
export async function settleUnsent(
  doors: Doors,
  origin: Origin,
  { organisationId, id }: { organisationId: string; id: string },
  state: 'told' | 'dropped',
  operatorId: string,
): Promise<null> {
  const settled = doors.open(organisationId, origin).change(async (change) => {
    const { now } = change;
    if ((await change.first(sql.settleUnsent({ organisationId, id, state, now }))) === undefined)
      throw new AppError('not_found');
    const detail = { operator: operatorId, state };
    change.audit({
      action: 'message.settle',
      subjectKind: 'notification_message',
      subjectIds: [id],
      detail,
    });
    return null;
  });
  return settled.catch(refuseUnknownOrganisation);
}
