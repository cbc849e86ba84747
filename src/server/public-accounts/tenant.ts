import { foundOrganisation, listOrganisations } from '../organisations/public.ts';
import { violatedConstraint } from '../platform/database/database.ts';
import type { Services } from '../platform/work/work.ts';

/**
 * People of the public belong to no organisation: their accounts are rows of a tenant of their own. The demo's, whose passwords
 * everybody knows, are in another, which is closed wherever the demo is.
 */
export const PUBLIC_TENANT = '00000000-0000-7000-8000-0000000000a1';
export const DEMO_PUBLIC_TENANT = '00000000-0000-7000-8000-0000000000a2';

const ORIGIN = { requestId: 'public-tenant', language: 'zh-CN' } as const;

export function isPublicTenant(organisationId: string): boolean {
  return organisationId === PUBLIC_TENANT || organisationId === DEMO_PUBLIC_TENANT;
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
