import type { Static } from 'typebox';
import type { NewHelper } from '../../contract/helpers.ts';
import { AppError } from '../platform/work/errors.ts';
import { instantsOf } from '../platform/work/organisation-day.ts';
import type { Change } from '../platform/work/work.ts';
import type { RowOf } from '../platform/database/statement.ts';
import { helpersOf, type HelperTimes } from '../volunteers/public.ts';
import { areMembersMinors } from './read-group.ts';
import type * as sql from './sql.ts';
import * as sessionSql from './sql-sessions.ts';

type HelperRow = RowOf<ReturnType<typeof sessionSql.listHelpers>>;

/** What was said under this id was something else: who helped at another time is said under another one. */
function isAnother(row: HelperRow, { id, volunteerId, from, until }: HelperTimes): boolean {
  const isSame =
    row.volunteer_id === volunteerId &&
    row.served_from.getTime() === from.getTime() &&
    row.served_until.getTime() === until.getTime();
  return row.id === id && !isSame;
}

interface OfSession {
  readonly group: RowOf<ReturnType<typeof sql.readGroup>>;
  readonly members: readonly RowOf<ReturnType<typeof sql.listMembers>>[];
  readonly sessionId: string;
  readonly heldOn: string;
  readonly actorId: string;
}

/**
 * Makes the list of who helped at a session what was sent: the hours of whoever is new wait for another person, and of whoever is not there any
 * more it is said that they did not help. The caller holds the session.
 * @throws AppError invalid_request; refuseHelper tells what the database refuses
 */
export async function putHelpers(
  change: Change,
  { group, members, sessionId, heldOn, actorId }: OfSession,
  said: readonly Static<typeof NewHelper>[],
): Promise<void> {
  const { organisationId, keys, now, timeZone } = change;
  const key = { organisationId, groupId: group.id, sessionId };
  const [rows] = await change.all(sessionSql.listHelpers({ organisationId, groupId: group.id }));
  const known = rows.filter((row) => row.session_id === sessionId);
  const there = new Set(known.map(({ id }) => id));
  // all of the list at once, so that a refusal names the place in it
  const helpers = helpersOf(said, { now, around: instantsOf(timeZone, { from: heldOn, until: heldOn }) });
  const others = helpers.findIndex((helper) => known.some((row) => isAnother(row, helper)));
  if (others >= 0)
    throw new AppError('id_taken', { fields: [{ path: `/helpers/${others}/id`, code: 'id_taken' }] });
  const kept = new Set(helpers.map(({ id }) => id));
  for (const row of known.filter(({ id }) => !kept.has(id))) {
    change.push(sessionSql.withdrawHelper({ ...key, id: row.id, by: actorId, now }));
    change.audit({
      action: 'service.withdraw_help',
      subjectKind: 'volunteer',
      subjectIds: [row.volunteer_id],
    });
  }
  for (const helper of helpers.filter(({ id }) => !there.has(id))) {
    const isWithMinors = areMembersMinors(keys, members, heldOn);
    const place = { siteId: group.site_id, workerIds: group.worker_ids };
    change.push(
      sessionSql.insertHelper({ ...key, ...helper, ...place, isWithMinors, notedBy: actorId, now }),
    );
    change.audit({ action: 'service.help', subjectKind: 'volunteer', subjectIds: [helper.volunteerId] });
  }
}
