import type { Database } from '../../../db/types.ts';
import type { PersonSealed } from '../platform/keys/spelling-repair.ts';

export const tables: readonly (keyof Database)[] = ['placement', 'placement_evaluation', 'placement_hours'];

export const personSealed: readonly PersonSealed[] = [
  { table: 'placement', column: 'sealed', person: 'id' },
  { table: 'placement', column: 'sealed_reason', person: 'id' },
  { table: 'placement_hours', column: 'sealed', person: 'placement_id' },
  { table: 'placement_evaluation', column: 'sealed', person: 'placement_id' },
];
