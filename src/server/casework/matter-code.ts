import type { OrganisationKeys } from '../platform/keys/keyring.ts';

/** What one open alert stands for, told apart without telling the kind: no two persons have one in common. */
export function matterCode(keys: OrganisationKeys, kind: string, matterId: string): Buffer {
  return keys.digest('alert', `${kind}|${matterId}`);
}
