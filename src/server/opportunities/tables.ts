import type { Database } from '../../../db/types.ts';

export const tables: readonly (keyof Database)[] = [
  'opportunity',
  'shift',
  'shift_feed',
  'shift_place',
  'sign_up',
];

export const otherBytes: readonly string[] = ['shift_feed.token_hash'];
