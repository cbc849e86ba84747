import type { Database } from '../../../db/types.ts';

export const tables: readonly (keyof Database)[] = ['volunteer_import', 'volunteer_import_column'];
