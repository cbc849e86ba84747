import type { Language } from '../../contract/language.ts';
import { insertPersonKey } from '../platform/database/person-key.ts';
import type { Change } from '../platform/work/work.ts';
import type { ProvenAddress } from './proof.ts';
import { addressDigest, sealAddress, sealName } from './sealed.ts';
import * as sql from './sql.ts';

/** An account with a key of its own and its first address. Fails at public_address_digest_key where somebody has that. */
export function createAccount(
  change: Change,
  { accountId, name, language }: { accountId: string; name: string; language: Language },
  { way, address }: ProvenAddress,
): void {
  const { organisationId, keys, now } = change;
  const { key, wrapped } = keys.newPersonKey(accountId);
  change.push(insertPersonKey({ organisationId, personId: accountId, wrapped }));
  const card = sealName(keys, key, accountId, name);
  change.push(sql.insertAccount({ organisationId, accountId, card, language, now }));
  const digest = addressDigest(keys, way, address);
  const sealed = sealAddress(keys, key, { accountId, way }, address);
  change.push(sql.putAddress({ organisationId, accountId, way, digest, sealed, now }));
  change.audit({ action: 'public_account.create', subjectKind: 'public_account', subjectIds: [accountId] });
}
