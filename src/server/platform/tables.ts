import type { Database } from '../../../db/types.ts';
import type { OrganisationSealed } from './keys/key-rotation.ts';

export const tables: readonly (keyof Database)[] = [
  'audit_event',
  'audit_seal',
  'creation',
  'migration',
  'organisation_key',
  'outbox_event',
  'person_key',
  'signing_key',
  'signing_secret',
  'unsealed_state',
];

export const organisationSealed: readonly OrganisationSealed[] = [
  { table: 'signing_secret', column: 'sealed', key: ['key_id'] },
];

export const otherBytes: readonly string[] = [
  'audit_event.code',
  'audit_seal.code',
  'audit_seal.previous',
  'audit_seal.root',
  'creation.digest',
  'organisation_key.wrapped',
  'person_key.wrapped',
  'signing_key.public_key',
];
