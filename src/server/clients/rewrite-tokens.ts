import { listOrganisations } from '../organisations/public.ts';
import { systemSettings } from '../platform/database/database.ts';
import { type Services, Work } from '../platform/work/work.ts';
import { addEntries, openGuardians } from './search-entries.ts';
import { listClientsByIds } from './sql.ts';
import { deleteEntries, takeOldTokens } from './sql-entries.ts';
import { listGuardiansOf } from './sql-family.ts';
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
    const [guardians] = await change.all(listGuardiansOf({ organisationId, clientIds: ids }));
    const guardiansOf = Map.groupBy(guardians, ({ client_id: id }) => id);
    for (const clientId of ids) change.push(deleteEntries({ organisationId, clientId }));
    await addEntries(
      change,
      // whoever nobody can read is found by nothing, and keeps nobody from starting
      people.flatMap((row) => {
        const client = change.keys.beside.opened(() => viewClient(change.keys, row));
        if (client === undefined) return [];
        return [{ ...client, guardians: openGuardians(change.keys, row, guardiansOf.get(row.id) ?? []) }];
      }),
    );
    return true;
  });
}
