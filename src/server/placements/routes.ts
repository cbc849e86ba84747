import * as contract from '../../contract/placements.ts';
import type { OperationShape } from '../../contract/operation.ts';
import { type Call, etag, type Routes } from '../platform/http/route.ts';
import {
  changePlacement,
  confirmHours,
  createPlacement,
  enterHours,
  erasePlacement,
  evaluatePlacement,
  movePlacement,
  withdrawHours,
} from './placements.ts';
import { listPlacements, readCreated, readPlacement } from './read-placements.ts';
import { readReport } from './report.ts';

export function placementRoutes(routes: Routes): void {
  placementsAll(routes);
  placementWork(routes);
  reportRoutes(routes);
}

function shown<View extends { version: number }>(
  { reply }: Pick<Call<OperationShape>, 'reply'>,
  view: View,
): View {
  reply.header('etag', etag(view.version));
  return view;
}

function placementsAll(routes: Routes): void {
  routes.on(contract.ListPlacements, ({ query, work }) =>
    work.read((reading) => listPlacements(reading, query)),
  );

  routes.on(contract.ReadPlacement, async (call) =>
    shown(call, await call.work.read((reading) => readPlacement(reading, call.params.id))),
  );

  routes.on(contract.CreatePlacement, async (call) => {
    const { body, creation, actor, work } = call;
    return shown(
      call,
      await work.create(creation, {
        make: (change) => createPlacement(change, actor.accountId, body),
        readBack: (reading) => readCreated(reading, body.id),
      }),
    );
  });

  routes.on(contract.ChangePlacement, async (call) => {
    const { params, version, body, work } = call;
    const changed = { version, entered: body };
    return shown(call, await work.change((change) => changePlacement(change, params.id, changed)));
  });

  routes.on(contract.ErasePlacement, async (call) => {
    const { params, work } = call;
    return shown(call, await work.change((change) => erasePlacement(change, params.id)));
  });
}

/** Of whoever looks after the student too. */
function placementWork(routes: Routes): void {
  routes.on(contract.MovePlacement, async (call) => {
    const { params, version, body, work } = call;
    const moved = { version, to: body };
    return shown(call, await work.change((change) => movePlacement(change, params.id, moved)));
  });

  routes.on(contract.EnterPlacementHours, async (call) => {
    const { params, body, creation, actor, work } = call;
    const at = { placementId: params.id, accountId: actor.accountId };
    return work.create(creation, {
      make: (change) => enterHours(change, at, body),
      readBack: (reading) => readPlacement(reading, params.id),
    });
  });

  routes.on(contract.ConfirmPlacementHours, ({ params, actor, work }) =>
    work.change((change) => confirmHours(change, actor.accountId, params.id)),
  );

  routes.on(contract.WithdrawPlacementHours, ({ params, actor, work }) =>
    work.change((change) => withdrawHours(change, actor.accountId, params.id)),
  );

  routes.on(contract.EvaluatePlacement, async (call) => {
    const { params, body, creation, actor, work } = call;
    const at = { placementId: params.id, accountId: actor.accountId };
    return work.create(creation, {
      make: (change) => evaluatePlacement(change, at, body),
      readBack: (reading) => readPlacement(reading, params.id),
    });
  });
}

function reportRoutes(routes: Routes): void {
  routes.on(contract.ReadPlacementReport, async ({ params, query, reply, work }) => {
    const { content } = await work.read((reading) => readReport(reading, params.id, query.language ?? 'zh'));
    // nobody's name in the name of a file
    reply.header('content-disposition', 'attachment; filename="placement-report.pdf"');
    reply.type('application/pdf');
    return content;
  });
}
