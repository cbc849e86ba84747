import type { EventEntry } from './event-entry.ts';

/** What happens in studies, of which other systems may be told. */
export const studiesEvents = {
  'study.registered': {
    zh: '登记了研究方案',
    en: 'A study’s protocol was registered',
    subject: 'study',
    data: { hash: 'SHA-256 of the protocol' },
  },
  'study.delivered': {
    zh: '收到了研究方案',
    en: 'A study’s protocol arrived from its owner',
    subject: 'study',
    data: { owner: 'id of the owner’s organisation' },
  },
  'study.sums_received': {
    zh: '收到了研究的汇总',
    en: 'A participant’s sums of a study arrived',
    subject: 'study',
    data: { from: 'id of the participant’s organisation' },
  },
} as const satisfies Record<string, EventEntry>;
