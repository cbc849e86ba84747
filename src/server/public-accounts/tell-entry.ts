import type { HolderNews } from '../notifications/public.ts';
import { AppError } from '../platform/work/errors.ts';
import type { Change } from '../platform/work/work.ts';
import { holdAccount } from './held-account.ts';
import * as sql from './sql.ts';
import { warnHolder } from './warn-holder.ts';

/**
 * Tells whoever's entry in an organisation's book it is, at their addresses, for that organisation.
 * @returns false: they left meanwhile
 * @throws AppError not_found where it is an entry of another organisation
 */
export async function tellEntry(
  change: Change,
  { entryId, fromOrganisationId }: { entryId: string; fromOrganisationId: string },
  what: HolderNews,
): Promise<boolean> {
  const { organisationId } = change;
  const membership = await change.first(sql.lockMembership({ organisationId, id: entryId }));
  if (membership === undefined) return false;
  if (membership.book_organisation_id !== fromOrganisationId) throw new AppError('not_found');
  await warnHolder(change, await holdAccount(change, membership.account_id), what);
  return true;
}
