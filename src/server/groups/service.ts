import type { CreateGroup, DeliverSession, MoveSession } from '../../contract/groups.ts';
import type { BodyOf } from '../../contract/operation.ts';
import { decideDelivery, type DeliveryRefusal } from '../../domain/groups/decide-delivery.ts';
import { planSessionDays } from '../../domain/groups/session-days.ts';
import { findReachableSite } from '../organisations/public.ts';
import type { AuditEntry } from '../platform/audit/audit.ts';
import { AppError } from '../platform/work/errors.ts';
import { newId } from '../platform/database/ids.ts';
import { dayIn } from '../platform/work/organisation-day.ts';
import type { Change, Reading } from '../platform/work/work.ts';
import { isMadeAlready } from '../platform/work/repeated-change.ts';
import { getPlaybook } from '../playbooks/public.ts';
import { refuseOutOfReach } from '../staff/public.ts';
import { enrol } from './members.ts';
import { type GroupView, notePlace, openNote, readGroup } from './read-group.ts';
import { putHelpers } from './session-helpers.ts';
import * as sql from './sql.ts';
import * as sessionSql from './sql-sessions.ts';

type Delivered = BodyOf<typeof DeliverSession>;

/** One group, with the reading of its members' names written down. @throws AppError not_found */
export async function showGroup(reading: Reading, id: string): Promise<GroupView> {
  const group = await readGroup(reading, id);
  await reading.audited(readingOf(group));
  return group;
}

/** What a repeated change finds. */
async function readAgain(change: Change, id: string): Promise<GroupView> {
  const group = await readGroup(change, id);
  change.audit(readingOf(group));
  return group;
}

function readingOf({ id, members }: GroupView): AuditEntry {
  const subjectIds = members.map(({ clientId }) => clientId);
  return { action: 'group.read', subjectKind: 'client', subjectIds, detail: { group: id } };
}

/** @throws AppError unknown_site, unknown_playbook, worker_out_of_reach, unknown_client, group_without_members, id_taken */
export async function createGroup(change: Change, body: BodyOf<typeof CreateGroup>): Promise<GroupView> {
  const { organisationId, now, actorId } = change;
  if (actorId === null) throw new AppError('not_found');
  const leaderIds = body.leaderIds ?? [actorId];
  await requireSite(change, body.siteId);
  await refuseOutOfReach(change, {
    accountIds: leaderIds,
    permission: 'group.manage',
    siteId: body.siteId,
    path: '/leaderIds',
  });
  const playbook = await getPlaybook(change, body.playbookId, '/playbookId');
  const id = body.id ?? newId(now.getTime());
  const place = { siteId: body.siteId, workerIds: leaderIds };
  const inserted = await change.first(
    sql.insertGroup({
      organisationId,
      id,
      ...place,
      name: body.name,
      playbookId: playbook.id,
      level: body.level,
      createdBy: actorId,
      now,
    }),
  );
  if (inserted === undefined) throw new AppError('id_taken');
  const { days } = planSessionDays(
    body.startsOn,
    playbook.sessions.map(({ week }) => week),
  );
  change.push(
    sessionSql.planSessions(
      { organisationId, groupId: id, ...place },
      playbook.sessions.map((session, index) => ({
        sessionId: session.id,
        plannedOn: days[index] ?? body.startsOn,
        plannedTime: body.time ?? null,
      })),
    ),
  );
  const today = dayIn(change.timeZone, now);
  // a group that began before it was written down: its first sessions had their members too
  await enrol(change, id, body, body.startsOn < today ? body.startsOn : today);
  change.audit({ action: 'group.create', subjectKind: 'group', subjectIds: [id] });
  change.emit({ type: 'group.created', subjectId: id, data: { playbook: playbook.id } });
  return readGroup(change, id);
}

/** @throws AppError not_found, version_conflict */
export async function moveSession(
  change: Change,
  groupId: string,
  sessionId: string,
  { version, plannedOn, plannedTime }: { version: number } & BodyOf<typeof MoveSession>,
): Promise<GroupView> {
  const { organisationId, now } = change;
  const session = await getLockedSession(change, groupId, sessionId);
  const sent = { planned_on: plannedOn, planned_time: plannedTime };
  if (isMadeAlready(version, sent, session)) return readAgain(change, groupId);
  await requireVersion(change, groupId, session, version);
  // left out: as it was
  const time = plannedTime === undefined ? session.planned_time : plannedTime;
  change.push(
    sessionSql.moveSession({
      organisationId,
      groupId,
      sessionId,
      plannedOn,
      plannedTime: time,
      version: session.version + 1,
      now,
    }),
  );
  const detail = { session: sessionId, plannedOn, ...(time === null ? {} : { plannedTime: time }) };
  change.audit({ action: 'group.move_session', subjectKind: 'group', subjectIds: [groupId], detail });
  return readGroup(change, groupId);
}

/**
 * Records a session as it was held; recording it again corrects it, and the audit tells both.
 * @throws AppError not_found, version_conflict, and the refusals of decideDelivery
 */
export async function deliverSession(
  change: Change,
  groupId: string,
  sessionId: string,
  version: number,
  body: Delivered,
): Promise<GroupView> {
  const { organisationId, now, keys, actorId } = change;
  if (actorId === null) throw new AppError('not_found');
  const locked = await getLockedSession(change, groupId, sessionId);
  if (await isDeliveredSo(change, groupId, locked, version, body)) return readAgain(change, groupId);
  await requireVersion(change, groupId, locked, version);
  // who is a member stays so, and whoever holds another session of the group waits
  change.push(sql.holdGroup({ organisationId, groupId }));
  const { group, members, session } = await getDeliverable(change, groupId, sessionId);
  const attended = body.attendance.map(({ clientId }) => clientId);
  const memberships = members.map((member) => ({
    clientId: member.client_id,
    enrolledOn: member.enrolled_on,
    leftOn: member.left_on,
  }));
  const decision = decideDelivery(session, memberships, { ...body, attended }, dayIn(change.timeZone, now));
  if (!decision.ok) throw refusalOf(decision.reason, decision.position);
  const key = { organisationId, groupId, sessionId };
  // nothing is written over a note that nobody can read
  if (locked.note !== null) openNote(keys, groupId, sessionId, locked.note);
  const { note = null } = body;
  change.push(
    sessionSql.deliverSession({
      ...key,
      heldOn: body.heldOn,
      minutes: body.minutes,
      done: body.done,
      note: note === null ? null : keys.sealForOrganisation(notePlace(groupId, sessionId), note),
      recordedBy: actorId,
      version: locked.version + 1,
      now,
    }),
  );
  change.push(sessionSql.forgetAttendance({ ...key, kept: attended }));
  const memberOf = new Map(members.map((member) => [member.client_id, member]));
  const rows = body.attendance.flatMap(({ clientId, presence }) => {
    const member = memberOf.get(clientId);
    if (member === undefined) return [];
    return [{ ...key, clientId, siteId: member.site_id, workerIds: member.worker_ids, presence }];
  });
  if (rows.length > 0) change.push(sessionSql.recordAttendance(rows));
  if (body.helpers !== undefined)
    await putHelpers(change, { group, members, sessionId, heldOn: body.heldOn, actorId }, body.helpers);
  change.audit({
    action: 'group.deliver',
    subjectKind: 'client',
    subjectIds: attended,
    detail: { group: groupId, session: sessionId },
  });
  change.emit({ type: 'group.session_delivered', subjectId: groupId, data: { session: sessionId } });
  return readGroup(change, groupId);
}

async function getDeliverable(change: Change, groupId: string, sessionId: string) {
  const { organisationId } = change;
  const [[group], members] = await change.all(
    sql.readGroup({ organisationId, id: groupId }),
    sql.listMembers({ organisationId, groupId }),
  );
  if (group === undefined) throw new AppError('not_found');
  const playbook = await getPlaybook(change, group.playbook_id, '/playbookId');
  const session = playbook.sessions.find(({ id }) => id === sessionId);
  if (session === undefined) throw new AppError('not_found');
  return { group, members, session };
}

type LockedSession = Awaited<ReturnType<typeof getLockedSession>>;

/** The same was recorded by the request before, whose answer was lost. */
async function isDeliveredSo(
  change: Change,
  groupId: string,
  locked: LockedSession,
  version: number,
  { heldOn, minutes, done, attendance, helpers, note = null }: Delivered,
): Promise<boolean> {
  if (locked.version !== version + 1) return false;
  const { organisationId, keys } = change;
  const [rows, known] = await change.all(
    sessionSql.listAttendance({ organisationId, groupId }),
    sessionSql.listHelpers({ organisationId, groupId }),
  );
  const presences = (list: readonly { clientId: string; presence: string }[]) =>
    Object.fromEntries(list.map(({ clientId, presence }) => [clientId, presence]));
  const recorded = rows
    .filter(({ session_id: sessionId }) => sessionId === locked.session_id)
    .map(({ client_id: clientId, presence }) => ({ clientId, presence }));
  const { note: sealed, session_id: sessionId, ...there } = locked;
  const helping = known
    .filter((helper) => helper.session_id === sessionId)
    .map((row) => sayHelper(row.id, row.volunteer_id, row.served_from, row.served_until));
  const said = helpers?.map(({ id, volunteerId, from, until }) =>
    sayHelper(
      id,
      volunteerId,
      from === undefined ? null : new Date(from),
      until === undefined ? null : new Date(until),
    ),
  );
  return isMadeAlready(
    version,
    {
      held_on: heldOn,
      minutes,
      done,
      note,
      attendance: presences(attendance),
      helping: (said ?? helping).toSorted(),
    },
    {
      ...there,
      note: sealed === null ? null : keys.beside.opened(() => openNote(keys, groupId, sessionId, sealed)),
      attendance: presences(recorded),
      helping: helping.toSorted(),
    },
  );
}

async function getLockedSession(change: Change, groupId: string, sessionId: string) {
  const { organisationId } = change;
  // locked: two leaders may record the same session at once
  const session = await change.first(sessionSql.lockSession({ organisationId, groupId, sessionId }));
  if (session === undefined) throw new AppError('not_found');
  return session;
}

async function requireVersion(
  change: Change,
  groupId: string,
  session: LockedSession,
  version: number,
): Promise<void> {
  if (session.version === version) return;
  const current = await readGroup(change, groupId);
  throw new AppError('version_conflict', {
    parameters: { fields: session.session_id },
    extra: { current },
    reading: readingOf(current),
  });
}

function refusalOf(reason: DeliveryRefusal, position: number): AppError {
  switch (reason) {
    case 'day_in_future': {
      const field = { path: '/heldOn', code: 'calendar_day_in_future' as const };
      return new AppError('invalid_request', { fields: [field] });
    }
    case 'checklist_unknown_item':
      return new AppError('invalid_request', { fields: [{ path: `/done/${position}`, code: reason }] });
    case 'attendance_not_member':
      return new AppError('invalid_request', { fields: [{ path: `/attendance/${position}`, code: reason }] });
  }
}

/** A creation is authorised against its place: at site scope only the caller's own sites. */
async function requireSite(change: Change, siteId: string): Promise<void> {
  if ((await findReachableSite(change, siteId)) === undefined) {
    throw new AppError('unknown_site', { fields: [{ path: '/siteId', code: 'unknown_site' }] });
  }
}

function sayHelper(id: string, volunteerId: string, from: Date | null, until: Date | null): string {
  return [id, volunteerId, from?.toISOString() ?? '', until?.toISOString() ?? ''].join(' ');
}
