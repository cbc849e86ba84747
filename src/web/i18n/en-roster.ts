import type { zhRoster } from './zh-roster.ts';

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
