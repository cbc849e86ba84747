import * as contract from '../../contract/matches.ts';
import { etag, type Routes } from '../platform/http/route.ts';
import { decideMatch, listCandidates } from './decisions.ts';
import {
  acceptMatch,
  cancelMatch,
  createMatch,
  findMatch,
  listMatches,
  listMatchPlaces,
  solveMatch,
} from './matches.ts';

export function matchRoutes(routes: Routes): void {
  routes.on(contract.CreateMatch, ({ actor, work, body, creation }) =>
    work.create(creation, {
      make: (change) => createMatch(change, actor.accountId, body),
      readBack: (reading) => findMatch(reading, body.id),
    }),
  );

  routes.on(contract.ListMatches, ({ work, query }) => work.read((reading) => listMatches(reading, query)));

  routes.on(contract.ReadMatch, async ({ work, params, reply }) => {
    const view = await work.read((reading) => findMatch(reading, params.id));
    reply.header('etag', etag(view.version));
    return view;
  });

  routes.on(contract.ListMatchPlaces, ({ work, params, query }) =>
    work.read((reading) => listMatchPlaces(reading, params.id, query)),
  );

  routes.on(contract.ListMatchCandidates, ({ work, params, query }) =>
    work.read((reading) => listCandidates(reading, params.id, query)),
  );

  routes.on(contract.DecideMatch, ({ work, params, body }) =>
    work.change((change) => decideMatch(change, params.id, body)),
  );

  routes.on(contract.SolveMatch, ({ work, params, body }) =>
    work.change((change) => solveMatch(change, params.id, body)),
  );

  routes.on(contract.CancelMatch, ({ work, params }) =>
    work.change((change) => cancelMatch(change, params.id)),
  );

  routes.on(contract.AcceptMatch, ({ actor, work, params, version }) =>
    work.change((change) => acceptMatch(change, { matchId: params.id, accountId: actor.accountId, version })),
  );
}
