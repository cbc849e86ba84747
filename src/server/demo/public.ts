import { randomBytes } from 'node:crypto';
import { roleTable } from '../../domain/access/roles.ts';
import { assignRoles, createAccount, hashPassword, makeLink } from '../identity/public.ts';
import { foundOrganisation, insertSite, listOrganisations } from '../organisations/public.ts';
import { systemSettings } from '../platform/audit-seal.ts';
import { newId } from '../platform/ids.ts';
import { type Services, Work } from '../platform/work.ts';
import { type DemoOrganisation, demoOrganisations } from './organisations.ts';

type Environment = Readonly<Record<string, string | undefined>>;

export interface Welcome {
  readonly demoAccounts: readonly { username: string; roles: string; organisation: string }[];
  readonly demoPassword: string;
  /** path of the link that makes the first administrator, where there is none yet */
  readonly firstLink: string | undefined;
}

const DEFAULT_PASSWORD = 'nuantu-demo';
const origin = { requestId: 'demo', language: 'zh-CN' } as const;

/** What a new installation starts with: the demo, or (NUANTU_DEMO=0) an operator without a password. */
export async function fillEmptyPlatform(services: Services, environment: Environment): Promise<Welcome> {
  const demoPassword = environment['NUANTU_DEMO_PASSWORD'] ?? DEFAULT_PASSWORD;
  const [organisations] = await services.database.global(listOrganisations({}));
  if (organisations.length === 0) {
    if (environment['NUANTU_DEMO'] === '0') {
      return { demoAccounts: [], demoPassword, firstLink: await createOperator(services) };
    }
    await seedOrganisations(services, demoPassword);
  }
  const isDemo = organisations.length === 0 || organisations.some(({ demo }) => demo);
  const demoAccounts = isDemo ? listDemoAccounts() : [];
  return { demoAccounts, demoPassword, firstLink: undefined };
}

function listDemoAccounts(): Welcome['demoAccounts'] {
  return demoOrganisations.flatMap(({ accounts, name }) =>
    accounts.map(({ username, roles }) => ({
      username,
      roles: roles.map((role) => roleTable[role].zh).join('、'),
      organisation: name,
    })),
  );
}

/** Organisations, sites and staff of the demo. */
export async function seedOrganisations(services: Services, password: string): Promise<void> {
  const passwordHash = await hashPassword(password);
  for (const organisation of demoOrganisations) await seedOrganisation(services, organisation, passwordHash);
}

async function seedOrganisation(
  services: Services,
  demo: DemoOrganisation,
  passwordHash: string,
): Promise<void> {
  const organisationId = newId();
  const now = services.clock();
  const siteIds = new Map(demo.sites.map(({ code }) => [code, newId()]));
  await services.database.transaction(systemSettings(organisationId), async (transaction) => {
    const { code, kind, name, nameEn, regionCode } = demo;
    const row = { id: organisationId, code, kind, name, nameEn, regionCode, demo: true, now };
    foundOrganisation(transaction, services.keyring, row);
    for (const site of demo.sites) {
      const id = siteIds.get(site.code) ?? newId();
      transaction.push(insertSite({ organisationId, id, ...site, kind: 'school_station', now }));
    }
  });
  await new Work(services, systemSettings(organisationId), origin).change(async (change) => {
    for (const { username, displayName, roles, sites } of demo.accounts) {
      const accountId = newId();
      await createAccount(change, { accountId, username, displayName, passwordHash });
      const reach = sites.flatMap((code) => siteIds.get(code) ?? []);
      assignRoles(
        change,
        accountId,
        roles.map((role) => ({ role, siteIds: reach })),
      );
    }
  });
}

/** The operator's organisation with one invited account; its link is printed once. */
async function createOperator(services: Services): Promise<string> {
  const organisationId = newId();
  const now = services.clock();
  await services.database.transaction(systemSettings(organisationId), async (transaction) => {
    foundOrganisation(transaction, services.keyring, {
      id: organisationId,
      code: `platform-${randomBytes(2).toString('hex')}`,
      kind: 'operator',
      name: '平台运维',
      nameEn: 'Platform operations',
      regionCode: '000000',
      demo: false,
      now,
    });
  });
  return new Work(services, systemSettings(organisationId), origin).change(async (change) => {
    const accountId = newId();
    await createAccount(change, { accountId, username: 'admin', displayName: '管理员' });
    assignRoles(change, accountId, [
      { role: 'operator', siteIds: [] },
      { role: 'administrator', siteIds: [] },
    ]);
    return makeLink(change, accountId, 'first_administrator');
  });
}
