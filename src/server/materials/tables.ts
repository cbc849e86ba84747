import type { Database } from '../../../db/types.ts';

export const tables: readonly (keyof Database)[] = ['material', 'material_file'];

export const otherBytes: readonly string[] = ['material_file.content'];
