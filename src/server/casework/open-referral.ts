import type { CreateReferral } from '../../contract/casework.ts';
import type { BodyOf } from '../../contract/operation.ts';
import type { OrganisationKeys } from '../platform/keyring.ts';
import { openWords } from './sealed.ts';

export interface SealedReferral {
  readonly id: string;
  readonly client_id: string;
  readonly sealed: Buffer | null;
  readonly wrapped: Buffer | null;
}

/** Why, by whom and how urgently a client was referred; nothing where the client was erased. */
export function openReferral(
  keys: OrganisationKeys,
  { id, client_id: clientId, sealed, wrapped }: SealedReferral,
): Partial<Pick<BodyOf<typeof CreateReferral>, 'reason' | 'source' | 'urgency'>> {
  return openWords(keys, { clientId, wrapped }, 'referral', id, sealed) ?? {};
}
