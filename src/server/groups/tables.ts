import type { Database } from '../../../db/types.ts';
import type { OrganisationSealed } from '../platform/keys/key-rotation.ts';

export const tables: readonly (keyof Database)[] = [
  'group_attendance',
  'group_member',
  'group_session',
  'opportunity_group',
  'service_group',
  'session_helper',
];

export const organisationSealed: readonly OrganisationSealed[] = [
  { table: 'group_session', column: 'note', key: ['group_id', 'session_id'] },
];
