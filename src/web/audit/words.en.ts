import { enAuditActions } from './action-words.en.ts';
import { enSubjectKinds } from './subject-words.en.ts';
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
    nothingFound: 'Nothing recorded fits the filters.',
    subjectNames: '{{kind}}: {{names}}',
    empty: 'Nothing recorded yet.',
    subjects: '{{kind}} × {{n}}',
    actions: enAuditActions,
    subjectKinds: enSubjectKinds,
  },
  filter: {
    title: 'Narrow the audit',
    who: 'Who',
    action: 'Did what',
    subject: 'To what',
    from: 'From',
    to: 'To',
    any: 'All',
    clear: 'Clear filters',
  },
  today: {
    exceptions: 'Seldom actions of the last seven days',
    noExceptions:
      'No failed sign-in, export, erasure, taken-over alert or refused file in the last seven days.',
    all: 'The whole audit',
    times: '{{action}}: {{n}}',
    latest: 'last at {{time}}',
  },
};
