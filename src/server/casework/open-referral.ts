import type { CreateReferral } from '../../contract/casework.ts';
import type { BodyOf } from '../../contract/operation.ts';
import type { OrganisationKeys } from '../platform/keys/keyring.ts';
import { openReadable } from './sealed.ts';

type Content = Partial<Pick<BodyOf<typeof CreateReferral>, 'reason' | 'source' | 'urgency'>>;

export interface SealedReferral {
  readonly id: string;
  readonly client_id: string;
  readonly sealed: Buffer | null;
  readonly wrapped: Buffer | null;
}

/** Nobody knows how urgent it is: it is looked at first. */
const UNKNOWN = { urgency: 'urgent' } as const;

/** Why, by whom and how urgently a client was referred; nothing where the client was erased. */
export function openReferral(
  keys: OrganisationKeys,
  { id, client_id: clientId, sealed, wrapped }: SealedReferral,
): Content {
  const person = { clientId, wrapped };
  if (wrapped === null || sealed === null) return {};
  return { ...UNKNOWN, ...openReadable<Content>(keys, person, 'referral', id, sealed) };
}
