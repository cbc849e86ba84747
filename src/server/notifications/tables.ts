import type { Database } from '../../../db/types.ts';
import type { OrganisationSealed } from '../platform/keys/key-rotation.ts';

export const tables: readonly (keyof Database)[] = [
  'code_count',
  'contact_way',
  'notification',
  'notification_choice',
  'notification_message',
  'notification_occasion',
  'notification_rule',
];

export const organisationSealed: readonly OrganisationSealed[] = [
  { table: 'contact_way', column: 'sealed', key: ['account_id', 'way'] },
  { table: 'contact_way', column: 'sealed_pending', key: ['account_id', 'way'] },
];

export const otherBytes: readonly string[] = ['code_count.counter', 'contact_way.code_hash'];
