import type { Database } from '../../../db/types.ts';
import type { PersonSealed } from '../platform/keys/spelling-repair.ts';

export const tables: readonly (keyof Database)[] = [
  'volunteer',
  'volunteer_correction',
  'volunteer_gone',
  'volunteer_note',
  'volunteer_profile',
  'volunteer_qualification',
  'volunteer_team',
  'volunteer_team_member',
];

export const personSealed: readonly PersonSealed[] = [
  { table: 'volunteer', column: 'sealed', person: 'id' },
  { table: 'volunteer_correction', column: 'sealed', person: 'volunteer_id' },
  { table: 'volunteer_note', column: 'sealed', person: 'volunteer_id' },
  { table: 'volunteer_profile', column: 'sealed', person: 'account_id', key: ['account_id'] },
  { table: 'volunteer_qualification', column: 'sealed', person: 'volunteer_id' },
];

export const otherBytes: readonly string[] = ['volunteer_gone.digest'];
