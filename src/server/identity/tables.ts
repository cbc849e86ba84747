import type { Database } from '../../../db/types.ts';
import type { OrganisationSealed } from '../platform/keys/key-rotation.ts';

export const tables: readonly (keyof Database)[] = [
  'account',
  'login_name',
  'one_time_link',
  'recovery_code',
  'role_assignment',
  'session',
];

export const organisationSealed: readonly OrganisationSealed[] = [
  { table: 'account', column: 'totp_secret', key: ['id'] },
  { table: 'account', column: 'totp_pending', key: ['id'] },
];

export const otherBytes: readonly string[] = [
  'one_time_link.token_hash',
  'recovery_code.code_hash',
  'session.network',
  'session.token_hash',
];
