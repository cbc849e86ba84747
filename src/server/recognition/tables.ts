import type { Database } from '../../../db/types.ts';
import type { PersonSealed } from '../platform/keys/spelling-repair.ts';

export const tables: readonly (keyof Database)[] = [
  'point_entry',
  'recognition_rules',
  'shift_evaluation',
  'team_page',
  'team_page_name',
  'volunteer_evaluation',
  'volunteer_evaluation_answer',
  'volunteer_page',
  'volunteer_star',
];

export const personSealed: readonly PersonSealed[] = [
  { table: 'point_entry', column: 'sealed', person: 'volunteer_id' },
  { table: 'shift_evaluation', column: 'sealed', person: 'volunteer_id' },
  { table: 'team_page_name', column: 'sealed', person: 'volunteer_id' },
  { table: 'volunteer_evaluation', column: 'sealed', person: 'volunteer_id' },
  { table: 'volunteer_evaluation_answer', column: 'sealed', person: 'volunteer_id' },
  { table: 'volunteer_page', column: 'sealed', person: 'volunteer_id' },
];
