import type { Database } from '../../../db/types.ts';
import type { OrganisationSealed } from '../platform/keys/key-rotation.ts';

export const tables: readonly (keyof Database)[] = [
  'study',
  'study_amendment',
  'study_class',
  'study_interviews',
  'study_release',
  'study_site',
];

export const organisationSealed: readonly OrganisationSealed[] = [
  { table: 'study_interviews', column: 'findings', key: ['study_id'] },
];

export const otherBytes: readonly string[] = ['study_release.signature'];
