import type { Database } from '../../../db/types.ts';

export const tables: readonly (keyof Database)[] = ['delivery', 'inbox_item'];
