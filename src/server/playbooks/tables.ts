import type { Database } from '../../../db/types.ts';

export const tables: readonly (keyof Database)[] = [
  'playbook',
  'playbook_adoption',
  'playbook_comment',
  'playbook_draft',
  'playbook_proposal',
  'playbook_version',
];
