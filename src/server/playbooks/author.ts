import { readAccount } from '../identity/public.ts';
import { AppError } from '../platform/work/errors.ts';
import type { Change } from '../platform/work/work.ts';

/** Who writes, and under which name others read it. @throws AppError not_found for work in nobody's name */
export async function getAuthor(change: Change): Promise<{ id: string; name: string }> {
  const { organisationId, actorId } = change;
  const account =
    actorId === null ? undefined : await change.first(readAccount({ organisationId, accountId: actorId }));
  if (account === undefined) throw new AppError('not_found');
  return { id: account.id, name: account.display_name };
}
