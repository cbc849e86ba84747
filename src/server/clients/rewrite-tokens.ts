import { listOrganisations } from '../organisations/public.ts';
import { systemSettings } from '../platform/database/database.ts';
import { type Services, Work } from '../platform/work/work.ts';
import { replaceEntries } from './search-entries.ts';
import { listClientsByIds } from './sql.ts';
import { takeOldTokens } from './sql-entries.ts';
import { viewClient } from './view.ts';

const AT_ONCE = 200;

/**
 * Makes search entries of the tokens that older versions stored, a part at a time; cut short, it goes on when it is called
 * again. Needs the keys, which migrations do not have.
 */
export async function rewriteOldTokens(services: Services): Promise<void> {
  const [organisations] = await services.database.global(listOrganisations({}));
  for (const { id } of organisations) while (await rewritePart(services, id));
}

/** @returns whether there was anybody left; two who do it at once do not do it twice */
function rewritePart(services: Services, organisationId: string): Promise<boolean> {
  const work = new Work(services, systemSettings(organisationId), { requestId: 'search', language: 'zh-CN' });
  return work.change(async (change) => {
    const [taken] = await change.all(takeOldTokens({ organisationId, limit: AT_ONCE }));
    const ids = [...new Set(taken.map(({ client_id: id }) => id))];
    if (ids.length === 0) return false;
    const [rows] = await change.all(listClientsByIds({ organisationId, ids }));
    const people = rows.filter(({ wrapped }) => wrapped !== null);
    for (const row of people) {
      const client = change.keys.beside.opened(() => viewClient(change.keys, row));
      // whoever nobody can read is found by nothing, and keeps nobody from starting
      if (client !== undefined) await replaceEntries(change, row, client);
    }
    return true;
  });
}
