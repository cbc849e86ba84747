import type { Database } from '../../../db/types.ts';
import type { PersonSealed } from '../platform/keys/spelling-repair.ts';

export const tables: readonly (keyof Database)[] = [
  'attendance',
  'service_record',
  'shift_absence',
  'station_code',
];

export const personSealed: readonly PersonSealed[] = [
  { table: 'service_record', column: 'sealed', person: 'volunteer_id' },
];
