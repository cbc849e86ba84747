import type { Wave } from '../../domain/campaigns/campaign.ts';
import { type CalendarEvent, sequenceOf } from '../../domain/calendar/calendar-event.ts';
import { bilingual, type Texts } from '../../domain/language.ts';
import type { CalendarSource } from '../calendar/public.ts';
import { listRounds } from './sql-calendar.ts';

const waves: Readonly<Record<Wave, Texts>> = {
  baseline: bilingual('基线', 'baseline'),
  mid: bilingual('中期', 'middle'),
  post: bilingual('后测', 'post'),
  follow_up: bilingual('追踪', 'follow-up'),
};

/** Beginning and end of rounds that were opened. A draft is nobody's appointment, whatever days it names. */
export const measureCalendar: readonly CalendarSource[] = [
  {
    permission: 'campaign.read',
    ofAccount: async (reading, _accountId, span) => {
      const { organisationId, settings } = reading;
      const siteIds = settings.scope === 'site' ? settings.siteIds : null;
      const [rows] = await reading.all(listRounds({ organisationId, siteIds, ...span }));
      return viewRounds(rows);
    },
    ofSite: async (reading, siteId, span) => {
      const { organisationId } = reading;
      const [rows] = await reading.all(listRounds({ organisationId, siteIds: [siteId], ...span }));
      return viewRounds(rows);
    },
  },
];

interface RoundRow {
  id: string;
  wave: string;
  opens_at: Date;
  closes_at: Date;
  created_at: Date;
  updated_at: Date;
}

/** By the wave and not by its title, which people write. */
function viewRounds(rows: readonly RoundRow[]): CalendarEvent[] {
  return rows.flatMap((row) => {
    const { zh, en } = waves[row.wave as Wave];
    const ends = {
      path: `/measures/${row.id}`,
      sequence: sequenceOf(row.created_at, row.updated_at),
      changedAt: row.updated_at,
    };
    return [
      {
        ...ends,
        id: `round-opens.${row.id}`,
        when: { at: row.opens_at },
        title: bilingual(`测评开放：${zh}`, `Screening opens: ${en}`),
      },
      {
        ...ends,
        id: `round-closes.${row.id}`,
        when: { at: row.closes_at },
        title: bilingual(`测评截止：${zh}`, `Screening closes: ${en}`),
      },
    ];
  });
}
