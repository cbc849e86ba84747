import type { Language } from '../../contract/language.ts';
import { AppError } from '../platform/work/errors.ts';
import type { SealingKey } from '../platform/keys/sealing.ts';
import type { Change } from '../platform/work/work.ts';
import type { Holder } from './sealed.ts';
import * as sql from './sql.ts';

export interface HeldAccount {
  readonly holder: Holder;
  readonly key: SealingKey;
  readonly card: Buffer;
  readonly passwordHash: string | null;
  readonly version: number;
  readonly language: Language;
}

/**
 * The account, held until the change ends: an erasure comes before all of it, or after.
 * @throws AppError not_signed_in where it was erased meanwhile
 */
export async function holdAccount(change: Change, accountId: string): Promise<HeldAccount> {
  const row = await change.first(sql.lockAccount({ organisationId: change.organisationId, accountId }));
  if (row === undefined) throw new AppError('not_signed_in');
  const { card, password_hash: passwordHash, version } = row;
  const key = change.keys.personKey(accountId, row.wrapped);
  return { holder: row, key, card, passwordHash, version, language: row.language as Language };
}
