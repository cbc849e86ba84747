import type { Database } from '../../../db/types.ts';

export const tables: readonly (keyof Database)[] = ['shift_match', 'shift_match_pair', 'shift_match_place'];
