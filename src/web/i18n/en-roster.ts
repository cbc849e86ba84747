import type { zhClassConsent, zhRoster } from './zh-roster.ts';

/** Words of the roster import in English. */
export const enRoster: typeof zhRoster = {
  title: 'Import a roster',
  lead: 'The Excel or CSV file that a school sends can be imported as it is. Look at the preview first. The same roster again only updates what changed.',
  choose: 'Click here to choose a file, or drop it here',
  formats: '.xlsx and .csv (UTF-8, GB18030); title rows, stray spaces and extra columns are taken care of',
  preview: 'Preview',
  import: 'Import ({{n}} rows change something)',
  toClients: 'See the clients',
  wouldDo: 'Preview (nothing has been changed yet)',
  done: 'Imported',
  counts: '{{rows}} rows: {{created}} new, {{updated}} updated, {{unchanged}} unchanged, {{refused}} refused',
  rejected: 'Refused rows',
  rejectedHint:
    'These rows were not imported. Download them, correct the file by row number and import it again; the other rows are not doubled.',
  row: 'Row',
  column: 'Column',
  reason: 'Reason',
  download: 'Download the refused rows',
};

/** Words of recording a class's consents in English. */
export const enClassConsent: typeof zhClassConsent = {
  title: 'Consent forms of a class',
  lead: 'Record the signed forms that came back: tick who handed one in and save once. Under 14 a guardian has to consent.',
  purposes: 'Consent to',
  pupils: 'Who handed in a form ({{n}} of {{all}})',
  everyone: 'Everyone',
  record: 'Record the consent of {{n}}',
  done: 'Recorded',
  recorded: '{{n}} consents recorded.',
  withoutGuardian:
    'No guardian is on record for {{names}}: not recorded. Add a guardian on the person’s page first.',
  next: 'Next: plan a round',
};
