import { enAuditActions } from './action-words.en.ts';
import type { zh } from './words.zh.ts';

/** Words of the audit in English. */
export const en: typeof zh = {
  audit: {
    title: 'Audit',
    lead: 'Who read or changed what and when, newest first. No personal content.',
    verify: 'Verify',
    intact:
      'Complete: {{rows}} rows in {{seals}} seals, nothing changed or removed; {{unsealed}} wait to be sealed.',
    broken: 'Faults found: {{n}}. Tell the platform’s operator at once.',
    head: 'Latest seal',
    empty: 'Nothing recorded yet.',
    subjects: '{{kind}} × {{n}}',
    actions: enAuditActions,
    subjectKinds: {
      client: 'clients',
      account: 'accounts',
      site: 'sites',
      organisation: 'organisations',
      client_group: 'classes',
      class: 'classes',
      book_entry: 'entries of the book',
      public_account: 'public accounts',
    },
  },
  today: {
    auditLead: 'See who read or changed what and when, and check that the record is complete.',
  },
};
