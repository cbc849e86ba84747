import type { Database } from '../../../db/types.ts';
import type { OrganisationSealed } from '../platform/keys/key-rotation.ts';
import type { PersonSealed } from '../platform/keys/spelling-repair.ts';

export const tables: readonly (keyof Database)[] = ['file', 'file_space'];

export const personSealed: readonly PersonSealed[] = [{ table: 'file', column: 'person_sealed' }];

export const organisationSealed: readonly OrganisationSealed[] = [
  { table: 'file', column: 'organisation_sealed', key: ['id'] },
];
