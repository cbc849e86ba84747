import type { Database } from '../../../db/types.ts';
import type { PersonSealed } from '../platform/keys/spelling-repair.ts';

export const tables: readonly (keyof Database)[] = [
  'public_account',
  'public_address',
  'public_code',
  'public_membership',
  'public_session',
];

export const personSealed: readonly PersonSealed[] = [
  { table: 'public_account', column: 'card', person: 'account_id', key: ['account_id'] },
  { table: 'public_address', column: 'sealed', person: 'account_id', key: ['account_id', 'way'] },
  { table: 'public_membership', column: 'shared', person: 'account_id' },
];

export const otherBytes: readonly string[] = [
  'public_address.digest',
  'public_code.code_hash',
  'public_code.digest',
  'public_code.request_hash',
  'public_session.token_hash',
];
