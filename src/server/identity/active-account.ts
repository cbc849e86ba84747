import type { Language } from '../../contract/language.ts';
import type { Assignment, Role } from '../../domain/access/roles.ts';
import type { Reader } from '../platform/database/database.ts';
import { AppError } from '../platform/work/errors.ts';
import type { Change } from '../platform/work/work.ts';
import * as sql from './sql.ts';

export interface ActiveAccount {
  readonly language: Language;
  readonly assignments: readonly Assignment[];
}

/** An account as it may act at this moment; undefined where it is closed, or waits for a link. */
export async function findActiveAccount(
  { all, settings }: Pick<Reader, 'all' | 'settings'>,
  accountId: string,
): Promise<ActiveAccount | undefined> {
  const input = { organisationId: settings.organisationId, accountId };
  const [[account], roles] = await all(sql.readAccount(input), sql.listRoles(input));
  if (account?.status !== 'active') return undefined;
  return {
    language: account.language as Language,
    assignments: roles.map(({ role, site_ids: siteIds }) => ({ role: role as Role, siteIds })),
  };
}

/**
 * For whoever gives an account something that a suspension or a reset ends: one of the two comes after the other.
 * @throws AppError not_signed_in where the account was closed meanwhile
 */
export async function holdActiveAccount(change: Change, accountId: string): Promise<void> {
  const { organisationId } = change;
  const account = await change.first(sql.lockAccount({ organisationId, accountId }));
  if (account?.status !== 'active') throw new AppError('not_signed_in');
}
