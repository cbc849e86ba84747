import * as contract from '../../contract/family.ts';
import { refuseConstraints } from '../platform/work/errors.ts';
import { etag, type Routes } from '../platform/http/route.ts';
import { addGuardian, changeGuardian, getGuardian, listGuardians, removeGuardian } from './guardians.ts';
import { linkRelative, listRelatives, unlinkRelative } from './relatives.ts';

const refuseConstraint = refuseConstraints({ consent_guardian_fkey: 'guardian_named_by_consent' });

/** Guardians of a client, and relatives among the clients. */
export function familyRoutes(routes: Routes): void {
  routes.on(contract.ListGuardians, ({ params, work }) =>
    work.read((reading) => listGuardians(reading, params.id)),
  );
  routes.on(contract.AddGuardian, ({ params, body, creation, work }) =>
    work.create(creation, {
      make: (change) => addGuardian(change, params.id, body),
      readBack: (reading) => getGuardian(reading, params.id, body.id ?? ''),
    }),
  );
  routes.on(
    contract.ChangeGuardian,
    async ({ params: { id: clientId, guardianId }, version, body, work, reply }) => {
      const guardian = await work.change((change) =>
        changeGuardian(change, { clientId, id: guardianId }, version, body),
      );
      reply.header('etag', etag(guardian.version));
      return guardian;
    },
  );
  routes.on(contract.RemoveGuardian, async ({ params: { id: clientId, guardianId }, work }) => {
    await work
      .change((change) => removeGuardian(change, { clientId, id: guardianId }))
      .catch(refuseConstraint);
    return null;
  });

  routes.on(contract.ListRelatives, ({ params, work }) =>
    work.read((reading) => listRelatives(reading, params.id)),
  );
  routes.on(contract.LinkRelative, ({ params, body, work }) =>
    work.change((change) => linkRelative(change, params.id, params.relativeId, body.relation)),
  );
  routes.on(contract.UnlinkRelative, async ({ params, work }) => {
    await work.change((change) => unlinkRelative(change, params.id, params.relativeId));
    return null;
  });
}
