import type { Database } from '../../../db/types.ts';

export const tables: readonly (keyof Database)[] = ['calendar_feed'];

export const otherBytes: readonly string[] = ['calendar_feed.token_hash'];
