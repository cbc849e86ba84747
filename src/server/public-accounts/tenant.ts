import { foundOrganisation, listOrganisations } from '../organisations/public.ts';
import { violatedConstraint } from '../platform/database/database.ts';
import { NoOrganisationKeys } from '../platform/keys/keyring.ts';
import type { Services, Work } from '../platform/work/work.ts';

/**
 * People of the public belong to no organisation: their accounts are rows of a tenant of their own. The demo's, whose passwords
 * everybody knows, are in another, which is closed wherever the demo is.
 */
export const PUBLIC_TENANT = '00000000-0000-7000-8000-0000000000a1';
export const DEMO_PUBLIC_TENANT = '00000000-0000-7000-8000-0000000000a2';

const ORIGIN = { requestId: 'public-tenant', language: 'zh-CN' } as const;

export const publicTenants = [PUBLIC_TENANT, DEMO_PUBLIC_TENANT] as const;

/** In which the accounts are of those who take part in an organisation. */
export function publicTenantOf({ demo }: { readonly demo: boolean }): string {
  return demo ? DEMO_PUBLIC_TENANT : PUBLIC_TENANT;
}

export function isPublicTenant(organisationId: string): boolean {
  return publicTenants.some((id) => id === organisationId);
}

/** Whether somebody made it: known without a question to the database from the first time on, since it never goes. */
export async function isTenantThere(work: Work): Promise<boolean> {
  try {
    return await work.read(async () => true);
  } catch (error) {
    if (error instanceof NoOrganisationKeys) return false;
    throw error;
  }
}

/** Makes the tenant where it is not there: with the first person who asks, and once, however many ask at the same time. */
export async function ensurePublicTenant(services: Services, id: string = PUBLIC_TENANT): Promise<void> {
  const [organisations] = await services.database.global(listOrganisations({}));
  if (organisations.some((organisation) => organisation.id === id)) return;
  const demo = id === DEMO_PUBLIC_TENANT;
  const row = {
    id,
    // no organisation can be founded under such a code
    code: demo ? '~public-demo' : '~public',
    kind: 'public',
    name: demo ? '公众（演示）' : '公众',
    nameEn: demo ? 'The public (demo)' : 'The public',
    regionCode: '000000',
    demo,
    now: services.clock(),
  };
  await foundOrganisation(services, ORIGIN, row, async () => undefined).catch((error: unknown) => {
    // somebody else made it meanwhile
    if (violatedConstraint(error)?.startsWith('organisation_') !== true) throw error;
  });
}
