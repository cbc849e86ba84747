import type { EventEntry } from './event-entry.ts';

/** What happens with questionnaires, of which other systems may be told. */
export const measuresEvents = {
  'campaign.opened': {
    zh: '开放了测评',
    en: 'A round of measures was opened',
    subject: 'campaign',
    data: {},
  },
  'response.created': {
    zh: '提交了作答',
    en: 'A questionnaire was answered',
    subject: 'response',
    data: { instrument: 'id of the instrument' },
  },
  'help_call.created': {
    zh: '班级有人求助',
    en: 'Somebody of a class asked for help',
    subject: 'help call',
    data: {},
  },
} as const satisfies Record<string, EventEntry>;
