import { sql as raw } from 'kysely';
import { withClient, withConsents } from '../clients/public.ts';
import { isOlder } from '../platform/database/behind.ts';
import { withPersonKey } from '../platform/database/person-key.ts';
import { once, plain, prepare, query, type Statement, statement } from '../platform/database/statement.ts';

interface Row {
  organisationId: string;
  id: string;
}

const groupColumns = ['id', 'site_id', 'worker_ids', 'name', 'playbook_id', 'level', 'created_at'] as const;

export interface NewGroup extends Row {
  siteId: string;
  workerIds: string[];
  name: string;
  playbookId: string;
  level: string;
  createdBy: string;
  now: Date;
}

/** Empty when the id is taken. */
export const insertGroup = prepare((p: NewGroup) =>
  query
    .insertInto('service_group')
    .values({
      organisation_id: p.organisationId,
      id: p.id,
      site_id: p.siteId,
      worker_ids: p.workerIds,
      name: p.name,
      playbook_id: p.playbookId,
      level: p.level,
      created_by: p.createdBy,
      created_at: p.now,
    })
    .onConflict((conflict) => conflict.columns(['organisation_id', 'id']).doNothing())
    .returning('id'),
);

export const readGroup = prepare((p: Row) =>
  query
    .selectFrom('service_group')
    .select(groupColumns)
    .where('organisation_id', '=', p.organisationId)
    .where('id', '=', p.id),
);

/** Before the clients: whoever enrols and whoever holds a session wait for each other here, in one order. */
export function holdGroup({ organisationId, groupId }: { organisationId: string; groupId: string }) {
  return plain<never>('select app.hold_group($1, $2)', [organisationId, groupId]);
}

export function listGroups(filter: {
  organisationId: string;
  limit: number;
  after?: { createdAt: string; id: string } | undefined;
}) {
  let list = query
    .selectFrom('service_group')
    .select(groupColumns)
    .where('organisation_id', '=', filter.organisationId);
  if (filter.after !== undefined) {
    const { createdAt: at, id } = filter.after;
    list = list.where(isOlder('created_at', 'id', { at, id }));
  }
  return statement(list.orderBy('created_at', 'desc').orderBy('id', 'desc').limit(filter.limit));
}

/** Members of today per group, among the persons whom the actor may see. */
export const countMembers = prepare((p: { organisationId: string; groupIds: string[]; today: string }) =>
  query
    .selectFrom('group_member')
    .select(['group_id', raw<number>`count(*)::int`.as('members')])
    .where('organisation_id', '=', p.organisationId)
    .where(raw<boolean>`group_id = any(${p.groupIds}::uuid[])`)
    .where(raw<boolean>`(left_on is null or left_on > ${p.today}::date)`)
    .groupBy('group_id'),
);

export const countSessions = prepare((p: { organisationId: string; groupIds: string[] }) =>
  query
    .selectFrom('group_session')
    .select([
      'group_id',
      raw<number>`count(held_on)::int`.as('held'),
      raw<number>`count(*)::int`.as('planned'),
      raw<string | null>`min(planned_on) filter (where held_on is null)`.as('next_on'),
    ])
    .where('organisation_id', '=', p.organisationId)
    .where(raw<boolean>`group_id = any(${p.groupIds}::uuid[])`)
    .groupBy('group_id'),
);

export interface NewMember {
  organisationId: string;
  groupId: string;
  clientId: string;
  siteId: string;
  workerIds: readonly string[];
  classId: string | null;
  enrolledOn: string;
  enrolledBy: string;
  now: Date;
}

/** Who is or was a member keeps the first enrolment, unless the person had left: then it begins anew. */
export function enrolMembers(members: readonly NewMember[]): Statement<unknown> {
  return once(
    query
      .insertInto('group_member')
      .values(
        members.map((member) => ({
          organisation_id: member.organisationId,
          group_id: member.groupId,
          client_id: member.clientId,
          site_id: member.siteId,
          worker_ids: [...member.workerIds],
          class_id: member.classId,
          enrolled_on: member.enrolledOn,
          enrolled_by: member.enrolledBy,
          created_at: member.now,
        })),
      )
      .onConflict((conflict) =>
        conflict
          .columns(['organisation_id', 'group_id', 'client_id'])
          .doUpdateSet({ left_on: null })
          .where('group_member.left_on', 'is not', null),
      ),
  );
}

export const leaveGroup = prepare(
  (p: { organisationId: string; groupId: string; clientId: string; leftOn: string }) =>
    query
      .updateTable('group_member')
      .set({ left_on: p.leftOn })
      .where('organisation_id', '=', p.organisationId)
      .where('group_id', '=', p.groupId)
      .where('client_id', '=', p.clientId)
      .returning('client_id'),
);

export const readMembership = prepare((p: { organisationId: string; clientId: string }) =>
  query
    .selectFrom('group_member')
    .select('group_id')
    .where('organisation_id', '=', p.organisationId)
    .where('client_id', '=', p.clientId)
    .where('left_on', 'is', null)
    .limit(1),
);

/** Whoever was enrolled for a later day leaves on that day. */
export const endMemberships = prepare((p: { organisationId: string; clientId: string; leftOn: string }) =>
  query
    .updateTable('group_member')
    .set({ left_on: raw<string>`greatest(enrolled_on, ${p.leftOn}::date)` })
    .where('organisation_id', '=', p.organisationId)
    .where('client_id', '=', p.clientId)
    .where('left_on', 'is', null),
);

/** Members with the card that holds the name. */
export const listMembers = prepare((p: { organisationId: string; groupId: string }) =>
  withPersonKey(
    withClient(query.selectFrom('group_member'), 'group_member.client_id', ['site_id', 'worker_ids', 'card']),
    'group_member.client_id',
  )
    .select([
      'group_member.client_id',
      'group_member.class_id',
      'group_member.enrolled_on',
      'group_member.left_on',
    ])
    .where('group_member.organisation_id', '=', p.organisationId)
    .where('group_member.group_id', '=', p.groupId)
    .orderBy('group_member.enrolled_on')
    .orderBy('group_member.client_id'),
);

/** Groups of one client, with the sessions at which the client was present. */
export const listGroupsOfClient = prepare((p: { organisationId: string; clientId: string }) =>
  query
    .selectFrom('group_member as member')
    .innerJoin('service_group', (join) =>
      join
        .onRef('service_group.organisation_id', '=', 'member.organisation_id')
        .onRef('service_group.id', '=', 'member.group_id'),
    )
    .select([
      'member.group_id',
      'service_group.name',
      'service_group.playbook_id',
      'member.enrolled_on',
      'member.left_on',
      raw<string[]>`array(
        select session_id from group_attendance as attended
        where attended.organisation_id = member.organisation_id and attended.group_id = member.group_id
          and attended.client_id = member.client_id and attended.presence = 'present'
      )`.as('attended'),
      raw<string[]>`array(
        select held_on::text from group_session as held
        where held.organisation_id = member.organisation_id and held.group_id = member.group_id
          and held.held_on is not null
      )`.as('held_days'),
    ])
    .where('member.organisation_id', '=', p.organisationId)
    .where('member.client_id', '=', p.clientId)
    .orderBy('member.enrolled_on', 'desc')
    .orderBy('member.group_id', 'desc'),
);

export const listServiceConsents = prepare((p: { organisationId: string; groupId: string }) =>
  withConsents(query.selectFrom('group_member'), 'group_member.client_id', 'service')
    .select('group_member.client_id')
    .where('group_member.organisation_id', '=', p.organisationId)
    .where('group_member.group_id', '=', p.groupId),
);
