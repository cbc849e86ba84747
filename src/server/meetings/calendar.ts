import { sequenceOf } from '../../domain/calendar/calendar-event.ts';
import { bilingual, type Texts } from '../../domain/language.ts';
import type { MeetingKind } from '../../domain/meetings/meeting.ts';
import { findAlliances } from '../alliances/public.ts';
import { type CalendarSource, MOST_EVENTS } from '../calendar/public.ts';
import { instantsOf } from '../platform/work/organisation-day.ts';
import { isReached } from './read-meeting.ts';
import { listOwnMeetings } from './sql.ts';

const titles: Readonly<Record<MeetingKind, Texts>> = {
  sharing: bilingual('分享会', 'Sharing meeting'),
  joint: bilingual('联动会', 'Joint meeting'),
  exchange: bilingual('交流会', 'Exchange meeting'),
  promotion: bilingual('推介会', 'Promotion meeting'),
};

/** Meetings to which one comes or is asked. What they are called is written by people, and stays in the product. */
export const meetingCalendar: CalendarSource = {
  permission: 'alliance.read',
  ofAccount: async (reading, accountId, span) => {
    const { organisationId, timeZone } = reading;
    const { from, until } = instantsOf(timeZone, span);
    const [rows] = await reading.all(
      listOwnMeetings({ organisationId, accountId, from, until, limit: MOST_EVENTS }),
    );
    const alliances = await findAlliances(reading);
    const held = rows.filter((row) => isReached(row, alliances.get(row.alliance_id)));
    return held.map((row) => ({
      id: `meeting.${row.id}`,
      when: { at: row.starts_at, until: row.ends_at },
      title: titles[row.kind as MeetingKind],
      path: `/meetings/${row.id}`,
      sequence: sequenceOf(row.created_at, row.updated_at),
      changedAt: row.updated_at,
    }));
  },
};
