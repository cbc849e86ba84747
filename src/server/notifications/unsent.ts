import type { ListUnsentMessages } from '../../contract/notifications.ts';
import type { AnswerOf } from '../../contract/operation.ts';
import type { Way } from '../../domain/notifications/choices.ts';
import { listDisplayNames } from '../identity/public.ts';
import { listOrganisations, readParties } from '../organisations/public.ts';
import { systemSettings } from '../platform/database/database.ts';
import { type Doors, type Origin, refuseUnknownOrganisation } from '../platform/work/doors.ts';
import { askEach } from '../platform/work/each-organisation.ts';
import { AppError } from '../platform/work/errors.ts';
import type { Reading, Services } from '../platform/work/work.ts';
import type { Notifications } from './notifications.ts';
import * as sql from './sql-messages.ts';

type UnsentList = AnswerOf<typeof ListUnsentMessages>;

const TOLD_AT_MOST = 200;

export interface UnsentParts {
  readonly services: Services;
  readonly doors: Doors;
  readonly notifications: Notifications;
}

/** Whom of the staff something could not be sent to, of all organisations: never about whom it is. */
export async function listUnsent(
  { services: { database }, doors, notifications: { kinds, ways } }: UnsentParts,
  reading: Reading,
): Promise<UnsentList> {
  const [organisations] = await database.global(listOrganisations({}));
  const partyOf = await readParties(reading);
  const items: UnsentList['items'] = [];
  let total = 0;
  const open = organisations.map(({ id }) => id).filter((id) => !doors.isClosed(id));
  const lists = await askEach(open, (organisationId) => {
    const input = { organisationId, now: reading.now, ways: ways.open, limit: TOLD_AT_MOST };
    return database
      .reader(systemSettings(organisationId))
      .all(sql.listUnsent(input), listDisplayNames({ organisationId }));
  });
  for (const [organisationId, [rows, names]] of lists) {
    const nameOf = new Map(names.map(({ id, display_name: name }) => [id, name]));
    total += rows[0]?.total ?? 0;
    for (const row of rows) {
      const { zh, en } = kinds.get(row.kind)?.title ?? { zh: row.kind, en: row.kind };
      items.push({
        id: row.id,
        organisation: partyOf(organisationId),
        to: nameOf.get(row.account_id) ?? '',
        way: row.way as Way,
        title: zh,
        titleEn: en,
        since: row.created_at.toISOString(),
        failure: row.failure,
      });
    }
  }
  await reading.audited({ action: 'message.list', subjectKind: 'notification_message', subjectIds: [] });
  const newestFirst = items.sort((left, right) => (left.since < right.since ? 1 : -1));
  return { items: newestFirst.slice(0, TOLD_AT_MOST), total };
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
