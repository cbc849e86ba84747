import { sql as raw } from 'kysely';
import { once, prepare, query, type Statement } from '../platform/database/statement.ts';

/** Without its seconds, which a plan does not have. */
export const plannedTime = raw<string | null>`to_char(planned_time, 'HH24:MI')`.as('planned_time');

const sessionColumns = [
  'session_id',
  'planned_on',
  plannedTime,
  'held_on',
  'minutes',
  'done',
  'note',
  'recorded_by',
  'recorded_at',
  'version',
] as const;

export const listSessions = prepare((p: { organisationId: string; groupId: string }) =>
  query
    .selectFrom('group_session')
    .select(sessionColumns)
    .where('organisation_id', '=', p.organisationId)
    .where('group_id', '=', p.groupId)
    .orderBy('planned_on')
    .orderBy('session_id'),
);

interface OfSession {
  organisationId: string;
  groupId: string;
  sessionId: string;
}

export const lockSession = prepare((p: { organisationId: string; groupId: string; sessionId: string }) =>
  query
    .selectFrom('group_session')
    .select(sessionColumns)
    .where('organisation_id', '=', p.organisationId)
    .where('group_id', '=', p.groupId)
    .where('session_id', '=', p.sessionId)
    .forUpdate(),
);

export function planSessions(
  p: { organisationId: string; groupId: string; siteId: string; workerIds: string[] },
  days: readonly { sessionId: string; plannedOn: string; plannedTime: string | null }[],
): Statement<unknown> {
  return once(
    query.insertInto('group_session').values(
      days.map(({ sessionId, plannedOn, plannedTime: time }) => ({
        organisation_id: p.organisationId,
        group_id: p.groupId,
        session_id: sessionId,
        site_id: p.siteId,
        worker_ids: p.workerIds,
        planned_on: plannedOn,
        planned_time: time,
      })),
    ),
  );
}

export const moveSession = prepare(
  (p: {
    organisationId: string;
    groupId: string;
    sessionId: string;
    plannedOn: string;
    plannedTime: string | null;
    version: number;
    now: Date;
  }) =>
    query
      .updateTable('group_session')
      .set({ planned_on: p.plannedOn, planned_time: p.plannedTime, changed_at: p.now, version: p.version })
      .where('organisation_id', '=', p.organisationId)
      .where('group_id', '=', p.groupId)
      .where('session_id', '=', p.sessionId),
);

export const deliverSession = prepare(
  (p: {
    organisationId: string;
    groupId: string;
    sessionId: string;
    heldOn: string;
    minutes: number;
    done: string[];
    note: Buffer | null;
    recordedBy: string;
    version: number;
    now: Date;
  }) =>
    query
      .updateTable('group_session')
      .set({
        held_on: p.heldOn,
        minutes: p.minutes,
        done: p.done,
        note: p.note,
        recorded_by: p.recordedBy,
        recorded_at: p.now,
        changed_at: p.now,
        version: p.version,
      })
      .where('organisation_id', '=', p.organisationId)
      .where('group_id', '=', p.groupId)
      .where('session_id', '=', p.sessionId),
);

export const listAttendance = prepare((p: { organisationId: string; groupId: string }) =>
  query
    .selectFrom('group_attendance')
    .select(['session_id', 'client_id', 'presence'])
    .where('organisation_id', '=', p.organisationId)
    .where('group_id', '=', p.groupId),
);

/** Takes away what was recorded of persons whom the actor may see and who are not on the list any more. */
export const forgetAttendance = prepare(
  (p: { organisationId: string; groupId: string; sessionId: string; kept: string[] }) =>
    query
      .deleteFrom('group_attendance')
      .where('organisation_id', '=', p.organisationId)
      .where('group_id', '=', p.groupId)
      .where('session_id', '=', p.sessionId)
      .where(raw<boolean>`client_id <> all(${p.kept}::uuid[])`),
);

export interface NewAttendance {
  organisationId: string;
  groupId: string;
  sessionId: string;
  clientId: string;
  siteId: string;
  workerIds: readonly string[];
  presence: string;
}

export function recordAttendance(rows: readonly NewAttendance[]): Statement<unknown> {
  return once(
    query
      .insertInto('group_attendance')
      .values(
        rows.map((row) => ({
          organisation_id: row.organisationId,
          group_id: row.groupId,
          session_id: row.sessionId,
          client_id: row.clientId,
          site_id: row.siteId,
          worker_ids: [...row.workerIds],
          presence: row.presence,
        })),
      )
      .onConflict((conflict) =>
        conflict
          .columns(['organisation_id', 'group_id', 'session_id', 'client_id'])
          .doUpdateSet(({ ref }) => ({ presence: ref('excluded.presence') })),
      ),
  );
}

/** Who is said to have helped at the sessions of a group, the first who came first. */
export const listHelpers = prepare((p: { organisationId: string; groupId: string }) =>
  query
    .selectFrom('session_helper')
    .select(['id', 'session_id', 'volunteer_id', 'served_from', 'served_until'])
    .where('organisation_id', '=', p.organisationId)
    .where('group_id', '=', p.groupId)
    .where('withdrawn_at', 'is', null)
    .orderBy('served_from')
    .orderBy('id'),
);

/** app.place_helper has it stand where the group does, and app.note_help makes a time of service of it. */
export const insertHelper = prepare(
  (
    p: OfSession & {
      id: string;
      siteId: string;
      workerIds: string[];
      volunteerId: string;
      from: Date;
      until: Date;
      isWithMinors: boolean;
      notedBy: string;
      now: Date;
    },
  ) =>
    query.insertInto('session_helper').values({
      organisation_id: p.organisationId,
      id: p.id,
      group_id: p.groupId,
      session_id: p.sessionId,
      site_id: p.siteId,
      worker_ids: p.workerIds,
      volunteer_id: p.volunteerId,
      served_from: p.from,
      served_until: p.until,
      is_with_minors: p.isWithMinors,
      noted_by: p.notedBy,
      noted_at: p.now,
    }),
);

export const withdrawHelper = prepare((p: OfSession & { id: string; by: string; now: Date }) =>
  query
    .updateTable('session_helper')
    .set({ withdrawn_by: p.by, withdrawn_at: p.now })
    .where('organisation_id', '=', p.organisationId)
    .where('id', '=', p.id)
    .where('group_id', '=', p.groupId)
    .where('session_id', '=', p.sessionId)
    .where('withdrawn_at', 'is', null),
);

/** Sessions of the groups in which whole classes were enrolled. */
export const listClassSessions = prepare((p: { organisationId: string; classIds: string[] }) =>
  query
    .selectFrom(
      query
        .selectFrom('group_member')
        .select(['group_id', 'class_id'])
        .distinct()
        .where('organisation_id', '=', p.organisationId)
        .where(raw<boolean>`class_id = any(${p.classIds}::uuid[])`)
        .as('enrolled'),
    )
    .innerJoin('service_group', (join) =>
      join
        .onRef('service_group.id', '=', 'enrolled.group_id')
        .on('service_group.organisation_id', '=', p.organisationId),
    )
    .innerJoin('group_session', (join) =>
      join
        .onRef('group_session.group_id', '=', 'enrolled.group_id')
        .on('group_session.organisation_id', '=', p.organisationId),
    )
    .select([
      'enrolled.class_id',
      'enrolled.group_id',
      'service_group.playbook_id',
      'group_session.session_id',
      'group_session.held_on',
      'group_session.done',
    ])
    .orderBy('service_group.created_at')
    .orderBy('service_group.id'),
);

/** How many sessions each person came to, of those enrolled with their class; a row per group. */
export const listClassAttendance = prepare((p: { organisationId: string; classIds: string[] }) =>
  query
    .selectFrom('group_member')
    .leftJoin('group_attendance', (join) =>
      join
        .onRef('group_attendance.organisation_id', '=', 'group_member.organisation_id')
        .onRef('group_attendance.group_id', '=', 'group_member.group_id')
        .onRef('group_attendance.client_id', '=', 'group_member.client_id')
        .on('group_attendance.presence', '=', 'present'),
    )
    .select(['group_member.client_id', raw<number>`count(group_attendance.session_id)::int`.as('attended')])
    .where('group_member.organisation_id', '=', p.organisationId)
    .where(raw<boolean>`group_member.class_id = any(${p.classIds}::uuid[])`)
    .groupBy(['group_member.client_id', 'group_member.group_id']),
);
