import * as contract from '../../contract/organisations.ts';
import { foundOrganisation, getOrganisation } from '../organisations/public.ts';
import { refuseConstraints } from '../platform/errors.ts';
import { newId } from '../platform/ids.ts';
import type { Routes } from '../platform/route.ts';
import type { Services } from '../platform/work.ts';
import { assignRoles, createAccount } from './accounts.ts';
import { makeLink } from './one-time-links.ts';

const refuseConstraint = refuseConstraints({
  organisation_pkey: 'id_taken',
  organisation_code_key: 'code_taken',
  organisation_region_fkey: 'unknown_region',
});

/** A new tenant: its row, its keys, its first administrator. Nothing of the operator's organisation is touched. */
export function foundingRoutes(routes: Routes, services: Services): void {
  routes.on(contract.CreateOrganisation, async ({ body, actor, request }) => {
    const { administrator, ...row } = body;
    const id = body.id ?? newId();
    const organisation = { ...row, id, nameEn: body.nameEn ?? null, demo: false, now: services.clock() };
    const origin = { requestId: request.id, language: 'zh-CN' as const };
    return foundOrganisation(services, origin, organisation, async (change) => {
      const accountId = newId(change.now.getTime());
      await createAccount(change, { accountId, ...administrator });
      assignRoles(change, accountId, [{ role: 'administrator', siteIds: [] }]);
      const detail = { operator: actor.accountId };
      change.audit({ action: 'organisation.create', subjectKind: 'organisation', subjectIds: [id], detail });
      const link = makeLink(change, accountId, 'invitation');
      return { organisation: (await getOrganisation(change)).organisation, link };
    }).catch(refuseConstraint);
  });
}
