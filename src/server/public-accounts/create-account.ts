import type { Language } from '../../contract/language.ts';
import { insertLoginName } from '../identity/public.ts';
import { insertPersonKey } from '../platform/database/person-key.ts';
import type { SealingKey } from '../platform/keys/sealing.ts';
import { AppError } from '../platform/work/errors.ts';
import type { Change } from '../platform/work/work.ts';
import type { ProvenAddress } from './proof.ts';
import { addressDigest, sealAddress, sealName } from './sealed.ts';
import * as sql from './sql.ts';

export interface NewAccount {
  readonly accountId: string;
  readonly name: string;
  readonly language: Language;
  /** left out: signs in by an address alone */
  readonly loginName?: string;
  /** left out: signs in by a code */
  readonly passwordHash?: string;
  /** left out: none is proven yet */
  readonly proven?: ProvenAddress;
}

/**
 * An account with a key of its own, which it gives back. Fails at public_address_digest_key where somebody has its address.
 * @throws AppError login_name_taken
 */
export async function createAccount(
  change: Change,
  { accountId, name, language, loginName, passwordHash, proven }: NewAccount,
): Promise<SealingKey> {
  const { organisationId, keys, now } = change;
  if (loginName !== undefined) {
    const claimed = await change.first(insertLoginName({ organisationId, accountId, name: loginName }));
    if (claimed === undefined)
      throw new AppError('login_name_taken', { fields: [{ path: '/loginName', code: 'login_name_taken' }] });
  }
  const { key, wrapped } = keys.newPersonKey(accountId);
  change.push(insertPersonKey({ organisationId, personId: accountId, wrapped }));
  const card = sealName(keys, key, accountId, name);
  change.push(
    sql.insertAccount({
      organisationId,
      accountId,
      card,
      language,
      loginName: loginName ?? null,
      passwordHash: passwordHash ?? null,
      now,
    }),
  );
  if (proven !== undefined) {
    const { way, address } = proven;
    const digest = addressDigest(keys, way, address);
    const sealed = sealAddress(keys, key, { accountId, way }, address);
    change.push(sql.putAddress({ organisationId, accountId, way, digest, sealed, now }));
  }
  change.audit({ action: 'public_account.create', subjectKind: 'public_account', subjectIds: [accountId] });
  return key;
}
