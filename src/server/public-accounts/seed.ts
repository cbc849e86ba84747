import type { PublicWay } from '../../contract/public-accounts.ts';
import type { Participation } from '../../domain/books/participation.ts';
import { systemSettings } from '../platform/database/database.ts';
import { newId } from '../platform/database/ids.ts';
import { type Services, Work } from '../platform/work/work.ts';
import { createAccount } from './create-account.ts';
import { joinBook } from './memberships.ts';
import { DEMO_PUBLIC_TENANT, ensurePublicTenant } from './tenant.ts';

export interface DemoPerson {
  readonly name: string;
  readonly way: PublicWay;
  readonly address: string;
  readonly participations: readonly Participation[];
  readonly note: string;
}

const ORIGIN = { requestId: 'demo', language: 'zh-CN' } as const;

/** People of the demo, in a tenant that is closed wherever the demo is, each of whom asks an organisation. */
export async function seedPublicAccounts(
  services: Services,
  organisationId: string,
  people: readonly DemoPerson[],
  passwordHash: string,
): Promise<string> {
  await ensurePublicTenant(services, DEMO_PUBLIC_TENANT);
  const work = new Work(services, systemSettings(DEMO_PUBLIC_TENANT), ORIGIN);
  for (const { name, way, address, participations, note } of people) {
    const accountId = newId();
    const proven = { way, address };
    await work.change((change) =>
      createAccount(change, { accountId, name, language: 'zh-CN', passwordHash, proven }),
    );
    const wish = { participations: [...participations].sort(), ways: [way], note };
    const target = { accountId, bookOrganisationId: organisationId };
    await work.change((change) => joinBook(change, target, { shared: wish, offered: participations }));
  }
  return DEMO_PUBLIC_TENANT;
}
