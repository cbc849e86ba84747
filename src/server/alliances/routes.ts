import * as contract from '../../contract/alliances.ts';
import type { OperationShape } from '../../contract/operation.ts';
import { type Call, etag, type Routes } from '../platform/http/route.ts';
import type { Change } from '../platform/work/work.ts';
import {
  closeAlliance,
  foundAlliance,
  invite,
  proposeAgreement,
  readInvitation,
  removeMember,
} from './host.ts';
import {
  acceptInvitation,
  allianceOf,
  chooseShared,
  declineInvitation,
  leaveAlliance,
  signAgreement,
  takeBackNotice,
} from './member.ts';
import { type IsClosed, listAlliances, readAlliance, viewCandidates } from './read-alliance.ts';

type Working = Pick<Call<OperationShape>, 'work' | 'reply'>;

/** Does it, and answers with how the alliance is then. */
async function changed({ work, reply }: Working, id: string, body: (change: Change) => Promise<void>) {
  await work.change(body);
  return shown({ work, reply }, id);
}

async function shown({ work, reply }: Working, id: string) {
  const view = await work.read((reading) => readAlliance(reading, id));
  reply.header('etag', etag(view.version));
  return view;
}

export function allianceRoutes(routes: Routes, { isClosed }: { isClosed: IsClosed }): void {
  membershipRoutes(routes);
  agreementRoutes(routes);

  routes.on(contract.ListAlliances, ({ work }) => work.read((reading) => listAlliances(reading)));

  routes.on(contract.ReadAlliance, (call) => shown(call, call.params.id));

  routes.on(contract.ListAllianceCandidates, ({ work }) =>
    work.read((reading) => viewCandidates(reading, isClosed)),
  );

  routes.on(contract.FoundAlliance, async (call) => {
    const { actor, body, creation, work, reply } = call;
    const view = await work.create(creation, {
      make: async (change) => {
        await foundAlliance(change, actor.accountId, body);
        return readAlliance(change, body.id);
      },
      readBack: (reading) => readAlliance(reading, body.id),
    });
    reply.header('etag', etag(view.version));
    return view;
  });

  routes.on(contract.InviteToAlliance, ({ params, body, creation, work }) =>
    work.create(creation, {
      make: (change) => invite(change, params.id, { isClosed, body }),
      readBack: (reading) => readInvitation(reading, body.id ?? ''),
    }),
  );
}

/** Who is in it. */
function membershipRoutes(routes: Routes): void {
  routes.on(contract.AcceptInvitation, async (call) => {
    const { actor, params, body, work } = call;
    const id = await work.change(async (change) => {
      const allianceId = await allianceOf(change, params.id);
      await acceptInvitation(change, actor.accountId, { id: allianceId, body: body ?? {} });
      return allianceId;
    });
    return shown(call, id);
  });

  routes.on(contract.DeclineInvitation, async (call) => {
    const { params, body, work } = call;
    const id = await work.change(async (change) => {
      const allianceId = await allianceOf(change, params.id);
      await declineInvitation(change, { id: allianceId, body: body ?? {} });
      return allianceId;
    });
    return shown(call, id);
  });

  routes.on(contract.LeaveAlliance, (call) => {
    const { params, body } = call;
    return changed(call, params.id, (change) => leaveAlliance(change, { id: params.id, body }));
  });

  routes.on(contract.TakeBackNotice, (call) => {
    const { params } = call;
    return changed(call, params.id, (change) => takeBackNotice(change, params.id));
  });

  routes.on(contract.RemoveMember, (call) => {
    const { params, body } = call;
    return changed(call, params.id, (change) => removeMember(change, params.id, body));
  });

  routes.on(contract.CloseAlliance, (call) => {
    const { params, body } = call;
    return changed(call, params.id, (change) => closeAlliance(change, params.id, body));
  });
}

/** What they agree on and share. */
function agreementRoutes(routes: Routes): void {
  routes.on(contract.ProposeAgreement, (call) => {
    const { actor, params, version, body } = call;
    const proposed = { id: params.id, version, body };
    return changed(call, params.id, (change) => proposeAgreement(change, actor.accountId, proposed));
  });

  routes.on(contract.SignAgreement, (call) => {
    const { actor, params, body } = call;
    return changed(call, params.id, (change) =>
      signAgreement(change, actor.accountId, { id: params.id, body }),
    );
  });

  routes.on(contract.ChooseShared, (call) => {
    const { params, version, body } = call;
    return changed(call, params.id, (change) => chooseShared(change, { id: params.id, version, body }));
  });
}
