import type { Database } from '../../../db/types.ts';
import type { OrganisationSealed } from '../platform/keys/key-rotation.ts';

export const tables: readonly (keyof Database)[] = ['webhook_message', 'webhook_subscription'];

export const organisationSealed: readonly OrganisationSealed[] = [
  { table: 'webhook_subscription', column: 'details', key: ['id'] },
  { table: 'webhook_subscription', column: 'secrets', key: ['id'] },
];
