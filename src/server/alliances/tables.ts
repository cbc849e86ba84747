import type { Database } from '../../../db/types.ts';

export const tables: readonly (keyof Database)[] = [
  'alliance',
  'alliance_agreement',
  'alliance_event',
  'alliance_member',
  'alliance_signature',
];

export const otherBytes: readonly string[] = ['alliance_signature.signature'];
