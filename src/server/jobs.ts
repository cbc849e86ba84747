import type { TaskList } from 'graphile-worker';
import { compactClientCounts } from './clients/public.ts';
import { listOrganisations } from './organisations/public.ts';
import { sealAudit } from './platform/audit-seal.ts';
import type { Schedule } from './platform/jobs.ts';
import type { Services } from './platform/work.ts';

export const schedule: readonly Schedule[] = [
  { task: 'seal-audit', pattern: '* * * * *' },
  { task: 'compact-counts', pattern: '* * * * *' },
];

/** Every background task of the product, by name. */
export function createTasks(services: Services): TaskList {
  const eachOrganisation = async (task: (organisationId: string) => Promise<unknown>) => {
    const [organisations] = await services.database.global(listOrganisations({}));
    for (const { id } of organisations) await task(id);
  };
  return {
    'seal-audit': () =>
      eachOrganisation((id) => sealAudit(services.database, services.keyring, id, services.clock())),
    'compact-counts': () => eachOrganisation((id) => compactClientCounts(services.database, id)),
  };
}
