import { sql as raw } from 'kysely';
import { prepare, query } from '../platform/database/statement.ts';

interface OfOpportunity {
  organisationId: string;
  opportunityId: string;
}

/** For which groups volunteers are asked, as far as one reaches. */
export const listGroupsAsked = prepare((p: OfOpportunity) =>
  query
    .selectFrom('opportunity_group')
    .innerJoin('service_group', (join) =>
      join
        .onRef('service_group.organisation_id', '=', 'opportunity_group.organisation_id')
        .onRef('service_group.id', '=', 'opportunity_group.group_id'),
    )
    .select(['service_group.id', 'service_group.name'])
    .where('opportunity_group.organisation_id', '=', p.organisationId)
    .where('opportunity_group.opportunity_id', '=', p.opportunityId)
    .orderBy('service_group.created_at')
    .orderBy('service_group.id'),
);

/** app.place_asked_group has it stand where the group does. */
export const insertGroupAsked = prepare(
  (
    p: OfOpportunity & {
      groupId: string;
      siteId: string;
      workerIds: string[];
      notedBy: string;
      now: Date;
    },
  ) =>
    query
      .insertInto('opportunity_group')
      .values({
        organisation_id: p.organisationId,
        opportunity_id: p.opportunityId,
        group_id: p.groupId,
        site_id: p.siteId,
        worker_ids: p.workerIds,
        noted_by: p.notedBy,
        noted_at: p.now,
      })
      .onConflict((conflict) => conflict.doNothing()),
);

export const dropGroupAsked = prepare((p: OfOpportunity & { groupId: string }) =>
  query
    .deleteFrom('opportunity_group')
    .where('organisation_id', '=', p.organisationId)
    .where('opportunity_id', '=', p.opportunityId)
    .where('group_id', '=', p.groupId),
);

/** How often somebody helped at sessions of the groups that an opportunity is for. */
export const countHelped = prepare((p: { organisationId: string; since: Date; opportunityIds: string[] }) =>
  query
    .selectFrom('opportunity_group')
    .innerJoin('session_helper', (join) =>
      join
        .onRef('session_helper.organisation_id', '=', 'opportunity_group.organisation_id')
        .onRef('session_helper.group_id', '=', 'opportunity_group.group_id'),
    )
    .select([
      'session_helper.volunteer_id',
      'opportunity_group.opportunity_id',
      raw<number>`count(*)::int`.as('count'),
    ])
    .where('opportunity_group.organisation_id', '=', p.organisationId)
    .where(raw<boolean>`opportunity_group.opportunity_id = any(${p.opportunityIds}::uuid[])`)
    .where('session_helper.withdrawn_at', 'is', null)
    .where('session_helper.served_from', '>=', p.since)
    .groupBy(['session_helper.volunteer_id', 'opportunity_group.opportunity_id']),
);
