import type { GroupsOfOpportunityView } from '../../contract/groups.ts';
import type { Reach } from '../../domain/access/roles.ts';
import { readOpportunity } from '../opportunities/public.ts';
import { AppError } from '../platform/work/errors.ts';
import type { Change, Reading } from '../platform/work/work.ts';
import * as opportunitySql from './sql-opportunities.ts';
import * as sql from './sql.ts';

/**
 * Whoever reads groups and has nothing to do with volunteers is not told for whom they are asked.
 * @throws AppError not_found
 */
export function requireManaging(reach: Reach | undefined): void {
  if (reach === undefined) throw new AppError('not_found');
}

/** @throws AppError not_found */
export async function readGroupsAsked(
  { all, organisationId, now }: Pick<Reading, 'all' | 'organisationId' | 'now'>,
  opportunityId: string,
): Promise<GroupsOfOpportunityView> {
  const [[opportunity], groups] = await all(
    readOpportunity({ organisationId, opportunityId, now }),
    opportunitySql.listGroupsAsked({ organisationId, opportunityId }),
  );
  if (opportunity === undefined) throw new AppError('not_found');
  return { items: groups.map(({ id, name }) => ({ groupId: id, name })) };
}

/**
 * The groups are these, of those within one's reach; what others chose beyond it stays.
 * @throws AppError not_found
 */
export async function putGroupsAsked(
  change: Change,
  { opportunityId, accountId }: { opportunityId: string; accountId: string },
  groupIds: readonly string[],
): Promise<GroupsOfOpportunityView> {
  const { organisationId, now } = change;
  const there = (await readGroupsAsked(change, opportunityId)).items.map(({ groupId }) => groupId);
  const of = { organisationId, opportunityId };
  for (const groupId of groupIds.filter((id) => !there.includes(id))) {
    const group = await change.first(sql.readGroup({ organisationId, id: groupId }));
    if (group === undefined) throw new AppError('not_found');
    const place = { siteId: group.site_id, workerIds: group.worker_ids };
    change.push(opportunitySql.insertGroupAsked({ ...of, groupId, ...place, notedBy: accountId, now }));
  }
  for (const groupId of there.filter((id) => !groupIds.includes(id)))
    change.push(opportunitySql.dropGroupAsked({ ...of, groupId }));
  change.audit({
    action: 'opportunity.for_groups',
    subjectKind: 'opportunity',
    subjectIds: [opportunityId],
  });
  return readGroupsAsked(change, opportunityId);
}
