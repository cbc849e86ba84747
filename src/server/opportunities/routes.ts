import * as contract from '../../contract/opportunities.ts';
import type { AnswerOf, OperationShape } from '../../contract/operation.ts';
import { type Call, etag, type Routes } from '../platform/http/route.ts';
import { holderOf } from '../volunteers/public.ts';
import type { Board } from './board.ts';
import { endOwnFeed, makeOwnFeed, readOwnFeed } from './calendar.ts';
import { refuseTaking } from './judge.ts';
import {
  changeOpportunity,
  createOpportunity,
  listOpportunities,
  moveOpportunity,
  readOpportunity,
} from './opportunities.ts';
import {
  cancelSignUp,
  confirmSignUp,
  listOwnSignUps,
  signUpForShift,
  swapSignUp,
  type VolunteeringParts,
} from './own-sign-ups.ts';
import { cancelShift, changeShift, createShifts, readMade, readShift } from './shifts.ts';
import { assignVolunteer, listSignUps, listVolunteerShifts, readSignUp, removeSignUp } from './sign-ups.ts';

interface OpportunityParts extends VolunteeringParts {
  readonly board: Board;
}

export function opportunityRoutes(routes: Routes, parts: OpportunityParts): void {
  publicRoutes(routes, parts);
  ownRoutes(routes, parts);
  opportunityStaffRoutes(routes, parts);
  shiftStaffRoutes(routes, parts);
}

/** For everybody. */
function publicRoutes(routes: Routes, { board }: OpportunityParts): void {
  routes.on(contract.ListPublicOpportunities, async ({ query, reply }) => {
    // JSON already: Fastify sends a text of this type as it is
    reply.type('application/json; charset=utf-8');
    return (await board.listText(query)) as unknown as AnswerOf<typeof contract.ListPublicOpportunities>;
  });
  routes.on(contract.ReadPublicOpportunity, ({ params }) => board.read(params.id));
}

/** For volunteers about themselves. */
function ownRoutes(routes: Routes, parts: OpportunityParts): void {
  const { board } = parts;
  routes.on(contract.ListOwnSignUps, (call) => listOwnSignUps(parts, holderOf(call)));

  routes.on(contract.OwnShiftFeed, ({ actor, work }) =>
    work.read((reading) => readOwnFeed(reading, actor.accountId)),
  );
  routes.on(contract.MakeOwnShiftFeed, ({ actor, work }) =>
    work.change((change) => makeOwnFeed(change, actor.accountId)),
  );
  routes.on(contract.EndOwnShiftFeed, ({ actor, work }) =>
    work.change(async (change) => endOwnFeed(change, actor.accountId)),
  );

  routes.on(contract.SignUpForShift, async (call) => {
    const { params, body, creation } = call;
    return signUpForShift(parts, holderOf(call), { shiftId: params.id, creation, body });
  });

  routes.on(contract.ConfirmSignUp, (call) => confirmSignUp(parts, holderOf(call), call.params.id));

  routes.on(contract.CancelSignUp, async (call) => {
    const { params, body } = call;
    const cancelled = await cancelSignUp(parts, holderOf(call), { id: params.id, body });
    board.forget();
    return cancelled;
  });

  routes.on(contract.SwapSignUp, async (call) => {
    const { params, body, creation } = call;
    const swapped = await swapSignUp(parts, holderOf(call), { id: params.id, creation, body });
    board.forget();
    return swapped;
  });
}

function opportunityStaffRoutes(routes: Routes, { board }: OpportunityParts): void {
  const shown = <View extends { version: number }>(
    { reply }: Pick<Call<OperationShape>, 'reply'>,
    view: View,
  ): View => {
    board.forget();
    reply.header('etag', etag(view.version));
    return view;
  };

  routes.on(contract.ListOpportunities, ({ work, query }) =>
    work.read((reading) => listOpportunities(reading, query)),
  );

  routes.on(contract.ReadOpportunity, async ({ work, params, reply }) => {
    const view = await work.read((reading) => readOpportunity(reading, params.id));
    reply.header('etag', etag(view.version));
    return view;
  });

  routes.on(contract.CreateOpportunity, async (call) => {
    const { actor, work, body, creation } = call;
    const view = await work.create(creation, {
      make: (change) => createOpportunity(change, actor.accountId, body),
      readBack: (reading) => readOpportunity(reading, body.id),
    });
    return shown(call, view);
  });

  routes.on(contract.ChangeOpportunity, async (call) => {
    const { work, params, version, body } = call;
    const entered = { version, entered: body };
    return shown(call, await work.change((change) => changeOpportunity(change, params.id, entered)));
  });

  routes.on(contract.MoveOpportunity, async (call) => {
    const { work, params, version, body } = call;
    const move = { version, state: body.state };
    return shown(call, await work.change((change) => moveOpportunity(change, params.id, move)));
  });
}

function shiftStaffRoutes(routes: Routes, { board }: OpportunityParts): void {
  routes.on(contract.CreateShifts, async ({ actor, work, params, body, creation }) => {
    const made = await work.create(creation, {
      make: (change) => createShifts(change, { opportunityId: params.id, accountId: actor.accountId }, body),
      readBack: (reading) => readMade(reading, body.id),
    });
    board.forget();
    return made;
  });

  routes.on(contract.ReadShift, async ({ work, params, reply }) => {
    const view = await work.read((reading) => readShift(reading, params.id));
    reply.header('etag', etag(view.version));
    return view;
  });

  routes.on(contract.ChangeShift, async ({ work, params, version, body, reply }) => {
    const view = await work
      .change((change) => changeShift(change, params.id, { version, body }))
      .catch(refuseTaking);
    board.forget();
    reply.header('etag', etag(view.version));
    return view;
  });

  routes.on(contract.CancelShift, async ({ work, params, version, reply }) => {
    const view = await work.change((change) => cancelShift(change, params.id, version));
    board.forget();
    reply.header('etag', etag(view.version));
    return view;
  });

  routes.on(contract.ListSignUps, ({ work, params }) =>
    work.read((reading) => listSignUps(reading, params.id)),
  );

  routes.on(contract.ListVolunteerShifts, ({ work, params }) =>
    work.read((reading) => listVolunteerShifts(reading, params.id)),
  );

  routes.on(contract.AssignVolunteer, async ({ actor, work, params, body, creation }) => {
    const assigned = { shiftId: params.id, accountId: actor.accountId };
    const made = await work
      .create(creation, {
        make: (change) => assignVolunteer(change, assigned, body),
        readBack: (reading) => readSignUp(reading, params.id, body.id),
      })
      .catch(refuseTaking);
    board.forget();
    return made;
  });

  routes.on(contract.RemoveSignUp, async ({ work, params }) => {
    await work.change((change) => removeSignUp(change, params.id));
    board.forget();
    return null;
  });
}
