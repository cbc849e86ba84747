import type { Database } from '../../../db/types.ts';
import type { PersonSealed } from '../platform/keys/spelling-repair.ts';

export const tables: readonly (keyof Database)[] = [
  'client',
  'client_count',
  'client_entry',
  'client_name_list',
  'client_relative',
  'client_token',
  'consent',
  'guardian',
  'number_claim',
  'roster_column',
  'school_class',
];

export const personSealed: readonly PersonSealed[] = [
  { table: 'client', column: 'card' },
  { table: 'client', column: 'profile' },
  { table: 'consent', column: 'sealed_note' },
  { table: 'guardian', column: 'sealed' },
];
