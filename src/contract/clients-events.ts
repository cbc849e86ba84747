import type { EventEntry } from './event-entry.ts';

/** What happens to clients, of which other systems may be told. */
export const clientsEvents = {
  'client.created': {
    zh: '登记了服务对象',
    en: 'A client was registered',
    subject: 'client',
    data: { region: 'GB/T 2260', status: 'status of the client' },
  },
  'client.changed': { zh: '修改了服务对象', en: 'A client was changed', subject: 'client', data: {} },
  'client.erased': {
    zh: '删除了服务对象的个人资料',
    en: 'A client was erased: whoever kept something under the id erases it too, and takes nothing more for it',
    subject: 'client',
    data: {},
  },
  'roster.imported': {
    zh: '导入了花名册',
    en: 'A roster was imported that brought new clients',
    subject: 'site',
    data: {},
  },
  'consent.withdrawn': {
    zh: '撤回了知情同意',
    en: 'A consent was withdrawn',
    subject: 'client',
    data: { purpose: 'purpose of the consent' },
  },
} as const satisfies Record<string, EventEntry>;
