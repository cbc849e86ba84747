import type { PublicWay } from '../../contract/public-accounts.ts';
import { type HolderNews, warn } from '../notifications/public.ts';
import type { Change } from '../platform/work/work.ts';
import type { HeldAccount } from './held-account.ts';
import { openAddress } from './sealed.ts';
import * as sql from './sql.ts';

/** Tells the addresses that an account has of what somebody else may have done, or of news. Called before they are changed. */
export async function warnHolder(
  change: Change,
  { holder, language }: HeldAccount,
  what: 'addresses' | 'password' | 'erased' | HolderNews,
): Promise<void> {
  const { organisationId, keys } = change;
  const accountId = holder.account_id;
  const [rows] = await change.all(sql.listAddresses({ organisationId, accountId }));
  const addresses = rows.flatMap((row) => {
    const address = openAddress(keys.beside, holder, row);
    return address === undefined ? [] : [{ way: row.way as PublicWay, address }];
  });
  await warn(change, { accountId, what, holder: 'public', language }, addresses);
}
