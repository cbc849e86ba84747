import type { EventEntry } from './event-entry.ts';

/** What happens in groups, of which other systems may be told. */
export const groupsEvents = {
  'group.created': {
    zh: '新建了小组',
    en: 'A group was planned',
    subject: 'group',
    data: { playbook: 'id of the playbook' },
  },
  'group.session_delivered': {
    zh: '开展了一次小组活动',
    en: 'A session of a group was held',
    subject: 'group',
    data: { session: 'id of the session' },
  },
} as const satisfies Record<string, EventEntry>;
