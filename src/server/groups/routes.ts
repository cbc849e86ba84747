import * as contract from '../../contract/groups.ts';
import { refuseConstraints } from '../platform/work/errors.ts';
import type { Routes } from '../platform/http/route.ts';
import { refuseHelper } from '../volunteers/public.ts';
import { enrolMembers, leaveGroup } from './members.ts';
import { putGroupsAsked, readGroupsAsked, requireManaging } from './groups-asked.ts';
import { listGroups, listGroupsOfClient } from './read-group.ts';
import { createGroup, deliverSession, moveSession, showGroup } from './service.ts';

const refuseConstraint = refuseConstraints({ group_member_days_check: 'field_invalid' });

export function groupRoutes(routes: Routes): void {
  routes.on(contract.ListGroups, ({ query, work }) => work.read((reading) => listGroups(reading, query)));
  routes.on(contract.CreateGroup, ({ body, creation, work }) =>
    work.create(creation, {
      make: (change) => createGroup(change, body),
      readBack: (reading) => showGroup(reading, body.id ?? ''),
    }),
  );
  routes.on(contract.ReadGroup, ({ params, work }) => work.read((reading) => showGroup(reading, params.id)));

  routes.on(contract.ListGroupsOfClient, ({ params, work }) =>
    work.read((reading) => listGroupsOfClient(reading, params.id)),
  );

  routes.on(contract.ReadGroupsOfOpportunity, async ({ params, reachOf, work }) => {
    requireManaging(reachOf('volunteer.manage'));
    return work.read((reading) => readGroupsAsked(reading, params.id));
  });
  routes.on(contract.PutGroupsOfOpportunity, async ({ actor, params, body, reachOf, work }) => {
    requireManaging(reachOf('volunteer.manage'));
    const asked = { opportunityId: params.id, accountId: actor.accountId };
    return work.change((change) => putGroupsAsked(change, asked, body.groupIds));
  });

  routes.on(contract.EnrolMembers, ({ params, body, work }) =>
    work.change((change) => enrolMembers(change, params.id, body)),
  );
  routes.on(contract.LeaveGroup, ({ params, body, work }) =>
    work
      .change((change) => leaveGroup(change, params.id, params.clientId, body.leftOn))
      .catch(refuseConstraint),
  );

  routes.on(contract.MoveSession, ({ params, version, body, work }) =>
    work.change((change) => moveSession(change, params.id, params.sessionId, { version, ...body })),
  );
  routes.on(contract.DeliverSession, ({ params, version, body, work }) =>
    work
      .change((change) => deliverSession(change, params.id, params.sessionId, version, body))
      .catch(refuseHelper),
  );
}
