import type { Language } from '../../contract/language.ts';
import type { Assignment, Role } from '../../domain/access/roles.ts';
import type { Reader } from '../platform/database.ts';
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
