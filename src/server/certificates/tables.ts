import type { Database } from '../../../db/types.ts';
import type { PersonSealed } from '../platform/keys/spelling-repair.ts';

export const tables: readonly (keyof Database)[] = ['certificate', 'certificate_batch'];

export const personSealed: readonly PersonSealed[] = [
  { table: 'certificate', column: 'sealed', person: 'volunteer_id' },
];
