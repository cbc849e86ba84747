import type { BodyOf } from '../../contract/operation.ts';
import type { CreateGroup, EnrolMembers } from '../../contract/groups.ts';
import { holdClient, holdClients } from '../clients/public.ts';
import { AppError } from '../platform/work/errors.ts';
import type { Change } from '../platform/work/work.ts';
import { type GroupView, readGroup } from './read-group.ts';
import * as sql from './sql.ts';

type Wanted = Pick<BodyOf<typeof CreateGroup>, 'classIds' | 'clientIds'>;

/**
 * Writes down who joins a group: everybody of these classes and these chosen clients, as far as the actor may see them.
 * @throws AppError group_without_members, unknown_client
 */
export async function enrol(
  change: Change,
  groupId: string,
  { classIds = [], clientIds = [] }: Wanted,
  enrolledOn: string,
): Promise<void> {
  const { organisationId, now, actorId } = change;
  if (actorId === null) throw new AppError('not_found');
  const [clients] = await change.all(holdClients({ organisationId, ids: clientIds, classIds }));
  const known = new Set(clients.map(({ id }) => id));
  const unknown = clientIds.findIndex((id) => !known.has(id));
  if (unknown >= 0) {
    const field = { path: `/clientIds/${unknown}`, code: 'unknown_client' as const };
    throw new AppError('unknown_client', { fields: [field] });
  }
  if (clients.length === 0) {
    const field = { path: '/classIds', code: 'group_without_members' as const };
    throw new AppError('group_without_members', { fields: [field] });
  }
  const classes = new Set(classIds);
  change.push(
    sql.enrolMembers(
      clients.map((client) => ({
        organisationId,
        groupId,
        clientId: client.id,
        siteId: client.site_id,
        workerIds: client.worker_ids,
        classId: client.class_id !== null && classes.has(client.class_id) ? client.class_id : null,
        enrolledOn,
        enrolledBy: actorId,
        now,
      })),
    ),
  );
  change.audit({
    action: 'group.enrol',
    subjectKind: 'client',
    subjectIds: [...known],
    detail: { group: groupId },
  });
}

/** @throws AppError not_found, group_without_members, unknown_client */
export async function enrolMembers(
  change: Change,
  id: string,
  { enrolledOn, ...wanted }: BodyOf<typeof EnrolMembers>,
): Promise<GroupView> {
  const { organisationId } = change;
  const row = await change.first(sql.readGroup({ organisationId, id }));
  if (row === undefined) throw new AppError('not_found');
  change.push(sql.holdGroup({ organisationId, groupId: id }));
  await enrol(change, id, wanted, enrolledOn);
  return readGroup(change, id);
}

/** @throws AppError not_found; constraint group_member_days_check for a day before the enrolment */
export async function leaveGroup(
  change: Change,
  groupId: string,
  clientId: string,
  leftOn: string,
): Promise<GroupView> {
  const { organisationId } = change;
  change.push(holdClient({ organisationId, id: clientId }));
  const left = await change.first(sql.leaveGroup({ organisationId, groupId, clientId, leftOn }));
  if (left === undefined) throw new AppError('not_found');
  const detail = { group: groupId };
  change.audit({ action: 'group.leave', subjectKind: 'client', subjectIds: [clientId], detail });
  return readGroup(change, groupId);
}
