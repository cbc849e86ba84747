import type { AnswerOf } from '../../contract/operation.ts';
import * as contract from '../../contract/organisations.ts';
import { foundOrganisation, getOrganisation, listOrganisations } from '../organisations/public.ts';
import { claimCreation, type Creation } from '../platform/work/creation.ts';
import { violatedConstraint } from '../platform/database/database.ts';
import { AppError, refuseConstraints } from '../platform/work/errors.ts';
import { newId } from '../platform/database/ids.ts';
import type { Routes } from '../platform/http/route.ts';
import type { Doors } from '../platform/work/doors.ts';
import type { Change, Services, Work } from '../platform/work/work.ts';
import { assignRoles, createAccount, renewInvitation } from './accounts.ts';
import { makeLink } from './one-time-links.ts';

const refuseConstraint = refuseConstraints({
  organisation_pkey: 'id_taken',
  organisation_code_key: 'code_taken',
  organisation_region_fkey: 'unknown_region',
});

type Founded = AnswerOf<typeof contract.CreateOrganisation>;

/** The organisation that the same request founded, with a new link as long as its administrator never came. */
async function foundBefore(work: Work, creation: Creation, username: string): Promise<Founded> {
  const { organisation } = await work.create<Founded>(creation, {
    make: async (change) => {
      // the claim travels with it and fails where the request was made before
      await getOrganisation(change);
      throw new AppError('id_taken');
    },
    readBack: async (reading) => ({
      organisation: (await getOrganisation(reading)).organisation,
      link: null,
    }),
  });
  return { organisation, link: await work.change((change) => renewInvitation(change, username)) };
}

/** A new tenant: its row, its keys, its first administrator. Nothing of the operator's organisation is touched. */
export function foundingRoutes(routes: Routes, services: Services, doors: Doors): void {
  routes.on(contract.CreateOrganisation, async ({ body, actor, creation, origin }) => {
    const { administrator, ...row } = body;
    const id = body.id ?? newId();
    const organisation = { ...row, id, nameEn: body.nameEn ?? null, demo: false, now: services.clock() };
    const found = async (change: Change): Promise<Founded> => {
      if (body.id !== undefined) change.push(claimCreation(change, creation, body.id));
      const accountId = newId(change.now.getTime());
      await createAccount(change, { accountId, ...administrator });
      assignRoles(change, accountId, [{ role: 'administrator', siteIds: [] }]);
      const detail = { operator: actor.accountId };
      change.audit({ action: 'organisation.create', subjectKind: 'organisation', subjectIds: [id], detail });
      const link = makeLink(change, accountId, 'invitation');
      return { organisation: (await getOrganisation(change)).organisation, link };
    };
    return foundOrganisation(services, origin, organisation, found)
      .catch(async (error: unknown) => {
        // whichever of its unique columns the database looks at first
        const isTaken = violatedConstraint(error)?.startsWith('organisation_') === true;
        const [organisations] = isTaken ? await services.database.global(listOrganisations({})) : [[]];
        if (!organisations.some((there) => there.id === id)) throw error;
        return foundBefore(doors.open(id, origin), creation, administrator.username);
      })
      .catch(refuseConstraint);
  });
}
