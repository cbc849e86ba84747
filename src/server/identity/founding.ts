import * as contract from '../../contract/organisations.ts';
import { foundOrganisation, getOrganisation } from '../organisations/public.ts';
import { systemSettings } from '../platform/audit-seal.ts';
import { refuseConstraints } from '../platform/errors.ts';
import { newId } from '../platform/ids.ts';
import type { Routes } from '../platform/route.ts';
import { type Services, Work } from '../platform/work.ts';
import { assignRoles, createAccount } from './accounts.ts';
import { makeLink } from './one-time-links.ts';

const refuseConstraint = refuseConstraints({
  organisation_pkey: 'id_taken',
  organisation_code_key: 'code_taken',
  organisation_region_fkey: 'unknown_region',
});

/** A new tenant: its row, its keys, its first administrator. */
export function foundingRoutes(routes: Routes, services: Services): void {
  routes.on(contract.CreateOrganisation, async ({ body, actor, request }) => {
    const id = body.id ?? newId();
    const origin = { requestId: request.id, language: 'zh-CN' as const };
    const organisation = {
      ...body,
      id,
      nameEn: body.nameEn ?? null,
      demo: false,
      now: services.clock(),
    };
    // the new tenant's own transaction: nothing of the operator's organisation is touched
    await services.database
      .transaction(systemSettings(id), async (transaction) =>
        foundOrganisation(transaction, services.keyring, organisation),
      )
      .catch(refuseConstraint);
    const link = await new Work(services, systemSettings(id), origin).change(async (change) => {
      const accountId = newId(change.now.getTime());
      await createAccount(change, { accountId, ...body.administrator });
      assignRoles(change, accountId, [{ role: 'administrator', siteIds: [] }]);
      const detail = { operator: actor.accountId };
      change.audit({ action: 'organisation.create', subjectKind: 'organisation', subjectIds: [id], detail });
      return makeLink(change, accountId, 'invitation');
    });
    const founded = await new Work(services, systemSettings(id), origin).read(getOrganisation);
    return { organisation: founded.organisation, link };
  });
}
