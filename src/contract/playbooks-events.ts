import type { EventEntry } from './event-entry.ts';

/** What happens to intervention models, of which other systems may be told. */
export const playbooksEvents = {
  'playbook.published': {
    zh: '发布了干预模式',
    en: 'A playbook was published',
    subject: 'draft',
    data: { playbook: 'id of the playbook' },
  },
  'playbook.proposed': {
    zh: '提出了改进建议',
    en: 'An adaptation was proposed to a playbook’s keeper',
    subject: 'proposal',
    data: { playbook: 'code of the playbook' },
  },
} as const satisfies Record<string, EventEntry>;
