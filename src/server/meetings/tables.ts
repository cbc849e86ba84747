import type { Database } from '../../../db/types.ts';

export const tables: readonly (keyof Database)[] = [
  'action_item',
  'meeting',
  'meeting_attendee',
  'meeting_party',
  'meeting_topic',
];
