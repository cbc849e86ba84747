import type { PublicWay } from '../../contract/public-accounts.ts';
import type { Participation } from '../../domain/books/participation.ts';
import type { OrganisationKeys } from '../platform/keys/keyring.ts';
import { open, seal, type SealingKey } from '../platform/keys/sealing.ts';

/** What a book is given besides the name. */
export interface Shared {
  readonly participations: readonly Participation[];
  readonly ways: readonly PublicWay[];
  readonly note: string;
}

/** Somebody of the public with the key that opens what is theirs. */
export interface Holder {
  readonly account_id: string;
  readonly wrapped: Buffer;
}

type Column = 'card' | 'sealed' | 'shared';
const tableOf = { card: 'public_account', sealed: 'public_address', shared: 'public_membership' } as const;

function placeOf({ organisationId }: OrganisationKeys, column: Column, rowId: string) {
  return { table: tableOf[column], column, organisationId, rowId };
}

function sealText(keys: OrganisationKeys, key: SealingKey, column: Column, rowId: string, text: string) {
  return seal(key, placeOf(keys, column, rowId), text);
}

/** @throws SealBroken where the keys are not `beside`; with those undefined, and told */
function openText(
  keys: OrganisationKeys,
  { account_id: accountId, wrapped }: Holder,
  column: Column,
  rowId: string,
  sealed: Buffer,
): string | undefined {
  return keys.opened(() =>
    open(keys.personKey(accountId, wrapped), placeOf(keys, column, rowId), sealed).toString('utf8'),
  );
}

export function sealName(keys: OrganisationKeys, key: SealingKey, accountId: string, name: string): Buffer {
  return sealText(keys, key, 'card', accountId, JSON.stringify({ name }));
}

export function openName(keys: OrganisationKeys, holder: Holder, card: Buffer): string | undefined {
  const text = openText(keys, holder, 'card', holder.account_id, card);
  return text === undefined ? undefined : (JSON.parse(text) as { name: string }).name;
}

export function sealAddress(
  keys: OrganisationKeys,
  key: SealingKey,
  { accountId, way }: { accountId: string; way: PublicWay },
  address: string,
): Buffer {
  return sealText(keys, key, 'sealed', `${accountId}.${way}`, address);
}

export function openAddress(
  keys: OrganisationKeys,
  holder: Holder,
  { way, sealed }: { way: string; sealed: Buffer },
): string | undefined {
  return openText(keys, holder, 'sealed', `${holder.account_id}.${way}`, sealed);
}

export function sealShared(keys: OrganisationKeys, key: SealingKey, id: string, shared: Shared): Buffer {
  return sealText(keys, key, 'shared', id, JSON.stringify(shared));
}

export function openShared(
  keys: OrganisationKeys,
  holder: Holder,
  { id, shared }: { id: string; shared: Buffer },
): Shared | undefined {
  const text = openText(keys, holder, 'shared', id, shared);
  return text === undefined ? undefined : (JSON.parse(text) as Shared);
}

/** By which an address is looked for: nobody finds it without the key. */
export function addressDigest(keys: OrganisationKeys, way: PublicWay, address: string): Buffer {
  return keys.digest('public-address', `${way}|${address.toLowerCase()}`);
}
