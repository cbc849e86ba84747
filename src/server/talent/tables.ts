import type { Database } from '../../../db/types.ts';
import type { OrganisationSealed } from '../platform/keys/key-rotation.ts';

export const tables: readonly (keyof Database)[] = [
  'professional_record',
  'staff_profile',
  'supervision_session',
  'supervision_word',
  'talent_report',
  'talent_rules',
];

export const organisationSealed: readonly OrganisationSealed[] = [
  { table: 'professional_record', column: 'sealed', key: ['id'] },
  { table: 'supervision_session', column: 'sealed', key: ['id'] },
  { table: 'supervision_word', column: 'sealed', key: ['session_id', 'account_id'] },
];
