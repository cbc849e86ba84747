import type { Static } from 'typebox';
import type { Group, GroupItem, ListGroupsOfClient } from '../../contract/groups.ts';
import type { AnswerOf } from '../../contract/operation.ts';
import { isMemberOn } from '../../domain/groups/decide-delivery.ts';
import { attendedDose, deliveryFidelity, sessionFidelity } from '../../domain/playbooks/fidelity.ts';
import type { Playbook } from '../../domain/playbooks/playbook.ts';
import { areMinorsAmong } from '../../domain/volunteers/help.ts';
import type { RowOf } from '../platform/database/statement.ts';
import { findClient, openBirthDate, openClientName, readableStanding } from '../clients/public.ts';
import { INSTANT, readCursor, UUID, writeCursor } from '../platform/http/cursor.ts';
import { AppError } from '../platform/work/errors.ts';
import type { OrganisationKeys } from '../platform/keys/keyring.ts';
import { dayIn } from '../platform/work/organisation-day.ts';
import type { Reading } from '../platform/work/work.ts';
import { getPlaybook } from '../playbooks/public.ts';
import * as sql from './sql.ts';
import * as sessionSql from './sql-sessions.ts';

export type GroupView = Static<typeof Group>;
type SessionView = GroupView['sessions'][number];
type GroupItemView = Static<typeof GroupItem>;

const PAGE = 50;

type Access = Pick<Reading, 'all' | 'first' | 'organisationId' | 'keys' | 'now' | 'timeZone'>;

interface GroupRow {
  id: string;
  site_id: string;
  worker_ids: string[];
  name: string;
  playbook_id: string;
  level: string;
  created_at: Date;
}

interface SessionRow {
  session_id: string;
  planned_on: string;
  planned_time: string | null;
  held_on: string | null;
  minutes: number | null;
  done: string[];
  note: Buffer | null;
  recorded_by: string | null;
  recorded_at: Date | null;
  version: number;
}

type HelperRow = RowOf<ReturnType<typeof sessionSql.listHelpers>>;

interface AttendanceRow {
  session_id: string;
  client_id: string;
  presence: string;
}

/** Where a session's note lies sealed. */
export function notePlace(groupId: string, sessionId: string) {
  return { table: 'group_session', column: 'note', rowId: `${groupId}.${sessionId}` };
}

function viewHead(row: GroupRow) {
  return {
    id: row.id,
    name: row.name,
    siteId: row.site_id,
    playbookId: row.playbook_id,
    level: row.level as GroupView['level'],
    leaderIds: row.worker_ids,
    createdAt: row.created_at.toISOString(),
  };
}

/** @throws AppError cursor_invalid */
export async function listGroups(
  reading: Reading,
  { limit = PAGE, after }: { limit?: number; after?: string },
): Promise<{ items: GroupItemView[]; next: string | null }> {
  const { organisationId, now } = reading;
  const [createdAt = '', id = ''] = after === undefined ? [] : readCursor(after, [INSTANT, UUID]);
  const position = after === undefined ? undefined : { createdAt, id };
  const [rows] = await reading.all(sql.listGroups({ organisationId, limit, after: position }));
  const groupIds = rows.map((row) => row.id);
  const [members, sessions] = await reading.all(
    sql.countMembers({ organisationId, groupIds, today: dayIn(reading.timeZone, now) }),
    sql.countSessions({ organisationId, groupIds }),
  );
  const membersOf = new Map(members.map((count) => [count.group_id, count.members]));
  const sessionsOf = new Map(sessions.map((count) => [count.group_id, count]));
  const last = rows.length === limit ? rows.at(-1) : undefined;
  return {
    items: rows.map((row) => ({
      ...viewHead(row),
      members: membersOf.get(row.id) ?? 0,
      sessionsHeld: sessionsOf.get(row.id)?.held ?? 0,
      sessionsPlanned: sessionsOf.get(row.id)?.planned ?? 0,
      nextOn: sessionsOf.get(row.id)?.next_on ?? null,
    })),
    next: last === undefined ? null : writeCursor([last.created_at.toISOString(), last.id]),
  };
}

/**
 * A group as the actor may see it. The caller records the reading.
 * @throws AppError not_found
 */
export async function readGroup(access: Access, id: string): Promise<GroupView> {
  const { organisationId, keys } = access;
  const [[row], members, consents, sessions, attendance, helpers] = await access.all(
    sql.readGroup({ organisationId, id }),
    sql.listMembers({ organisationId, groupId: id }),
    sql.listServiceConsents({ organisationId, groupId: id }),
    sessionSql.listSessions({ organisationId, groupId: id }),
    sessionSql.listAttendance({ organisationId, groupId: id }),
    sessionSql.listHelpers({ organisationId, groupId: id }),
  );
  if (row === undefined) throw new AppError('not_found');
  const playbook = await getPlaybook(access, row.playbook_id, '/playbookId');
  const today = dayIn(access.timeZone, access.now);
  const consentsOf = Map.groupBy(consents, ({ client_id }) => client_id);
  const attendanceOf = Map.groupBy(attendance, ({ client_id }) => client_id);
  const held = sessions.filter(({ held_on }) => held_on !== null);
  const heldDays = held.flatMap(({ held_on: day }) => day ?? []);
  return {
    ...viewHead(row),
    fidelity: deliveryFidelity(
      playbook,
      held.map(({ session_id, done }) => ({ sessionId: session_id, done })),
    ),
    isWithMinors: areMembersMinors(keys, members, today),
    members: members.map((member) => {
      const person = { id: member.client_id, card: member.card, wrapped: member.wrapped };
      return {
        clientId: member.client_id,
        name: openClientName(keys, person),
        classId: member.class_id,
        enrolledOn: member.enrolled_on,
        leftOn: member.left_on,
        consent: readableStanding(keys, person, consentsOf.get(member.client_id) ?? [], today),
        dose: attendedDose(playbook, attendedSessions(attendanceOf.get(member.client_id) ?? [])),
        sessionsHeld: heldWhileMember(member, heldDays),
      };
    }),
    sessions: sessions.map((session) => viewSession(keys, id, playbook, session, { attendance, helpers })),
  };
}

/** Whether a member of that day was under age then, as far as the actor sees the members and it is known. */
export function areMembersMinors(
  keys: OrganisationKeys,
  members: readonly RowOf<ReturnType<typeof sql.listMembers>>[],
  day: string,
): boolean {
  const there = members.filter(({ enrolled_on: enrolledOn, left_on: leftOn }) =>
    isMemberOn({ enrolledOn, leftOn }, day),
  );
  const birthDates = there.map(({ client_id: id, card, wrapped }) =>
    openBirthDate(keys, { id, card, wrapped }),
  );
  return areMinorsAmong(birthDates, day);
}

/** @throws AppError not_found */
export async function listGroupsOfClient(
  reading: Reading,
  clientId: string,
): Promise<AnswerOf<typeof ListGroupsOfClient>> {
  const { organisationId } = reading;
  const [[client], rows] = await reading.all(
    findClient({ organisationId, id: clientId }),
    sql.listGroupsOfClient({ organisationId, clientId }),
  );
  if (client === undefined) throw new AppError('not_found');
  await reading.audited({ action: 'group.list', subjectKind: 'client', subjectIds: [clientId] });
  const ids = [...new Set(rows.map((row) => row.playbook_id))];
  const playbooks = new Map(
    await Promise.all(ids.map(async (id) => [id, await getPlaybook(reading, id, '/playbookId')] as const)),
  );
  return {
    items: rows.flatMap((row) => {
      const playbook = playbooks.get(row.playbook_id);
      if (playbook === undefined) return [];
      return {
        groupId: row.group_id,
        name: row.name,
        playbookId: row.playbook_id,
        enrolledOn: row.enrolled_on,
        leftOn: row.left_on,
        dose: attendedDose(playbook, row.attended),
        sessionsHeld: heldWhileMember(row, row.held_days),
      };
    }),
  };
}

/** Of how many sessions one can ask whether a person came: those to come say nothing of anybody. */
function heldWhileMember(
  { enrolled_on: enrolledOn, left_on: leftOn }: { enrolled_on: string; left_on: string | null },
  days: readonly string[],
): number {
  return days.filter((day) => isMemberOn({ enrolledOn, leftOn }, day)).length;
}

function attendedSessions(attendance: readonly AttendanceRow[]): string[] {
  return attendance
    .filter(({ presence }) => presence === 'present')
    .map(({ session_id: sessionId }) => sessionId);
}

/** @throws SealBroken */
export function openNote(keys: OrganisationKeys, groupId: string, sessionId: string, sealed: Buffer): string {
  return keys.openForOrganisation(notePlace(groupId, sessionId), sealed).toString('utf8');
}

function viewSession(
  keys: OrganisationKeys,
  groupId: string,
  playbook: Playbook,
  row: SessionRow,
  { attendance, helpers }: { attendance: readonly AttendanceRow[]; helpers: readonly HelperRow[] },
): SessionView {
  const planned = playbook.sessions.find(({ id }) => id === row.session_id);
  const isHeld = row.held_on !== null && planned !== undefined;
  const { note: sealed } = row;
  return {
    sessionId: row.session_id,
    plannedOn: row.planned_on,
    plannedTime: row.planned_time,
    heldOn: row.held_on,
    minutes: row.minutes,
    done: row.done,
    fidelity: isHeld ? sessionFidelity(planned, row.done) : null,
    note:
      sealed === null
        ? null
        : (keys.beside.opened(() => openNote(keys, groupId, row.session_id, sealed)) ?? null),
    recordedBy: row.recorded_by,
    recordedAt: row.recorded_at?.toISOString() ?? null,
    attendance: attendance
      .filter(({ session_id }) => session_id === row.session_id)
      .map(({ client_id, presence }) => ({
        clientId: client_id,
        presence: presence as SessionView['attendance'][number]['presence'],
      })),
    helpers: helpers
      .filter(({ session_id }) => session_id === row.session_id)
      .map((helper) => ({
        id: helper.id,
        volunteerId: helper.volunteer_id,
        from: helper.served_from.toISOString(),
        until: helper.served_until.toISOString(),
      })),
    version: row.version,
  };
}
