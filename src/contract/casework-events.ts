import { encounterKinds } from '../domain/casework/encounter-kinds.ts';
import type { EventEntry } from './event-entry.ts';

/** What happens in casework, of which other systems may be told.
 * That an alert is raised is told to nobody: beside what happened in the same moment it would say of whom. */
export const caseworkEvents = {
  'referral.created': { zh: '提交了转介', en: 'A referral was made', subject: 'referral', data: {} },
  'case.opened': { zh: '开了个案', en: 'A case was opened', subject: 'case', data: {} },
  'case.moved': {
    zh: '个案进入了另一阶段',
    en: 'A case moved to another status',
    subject: 'case',
    data: { from: 'status before', to: 'status now' },
  },
  'case.recorded': {
    zh: '写了个案记录',
    en: 'A step of a case was recorded',
    subject: 'case',
    data: { kind: 'kind of the record' },
  },
  'case.record_corrected': {
    zh: '更正了个案记录',
    en: 'A record of a case was corrected',
    subject: 'record',
    data: { caseId: 'id of the case', kind: 'kind of the record' },
  },
  'encounter.created': {
    zh: '记录了一次服务',
    en: 'An encounter was recorded',
    subject: 'encounter',
    data: { kind: encounterKinds.join(', ') },
  },
  'encounter.corrected': {
    zh: '更正了一次服务的记录',
    en: 'An encounter was corrected',
    subject: 'encounter',
    data: { kind: encounterKinds.join(', ') },
  },
  'alert.called': {
    zh: '预警无人处理，又通知了同事',
    en: 'Further colleagues were called to an alert',
    subject: 'alert',
    data: { cause: 'why they were called' },
  },
  'mandatory_report.filed': {
    zh: '记录了强制报告',
    en: 'A mandatory report was filed',
    subject: 'report',
    data: {},
  },
  'mandatory_report.changed': {
    zh: '更正了强制报告',
    en: 'A mandatory report was changed',
    subject: 'report',
    data: {},
  },
} as const satisfies Record<string, EventEntry>;
