import type { CalendarEvent, Span } from '../../domain/calendar/calendar-event.ts';
import { instantOf } from '../../domain/calendar/clock-time.ts';
import { bilingual } from '../../domain/language.ts';
import type { CalendarSource } from '../calendar/public.ts';
import type { Reading } from '../platform/work/work.ts';
import { getPlaybook } from '../playbooks/public.ts';
import { listSiteSessions, listSessionsLed } from './sql-calendar.ts';

interface SessionRow {
  group_id: string;
  session_id: string;
  site_id: string;
  planned_on: string;
  planned_time: string | null;
  held_on: string | null;
  version: number;
  changed_at: Date | null;
  recorded_at: Date | null;
  created_at: Date;
  playbook_id: string;
}

/** Sessions on the day, and at the time where there is one, for which they are planned, or on the day on which they were held. */
export const groupCalendar: readonly CalendarSource[] = [
  {
    permission: 'group.read',
    ofAccount: async (reading, leaderId, span) => {
      const { organisationId } = reading;
      const [rows] = await reading.all(listSessionsLed({ organisationId, leaderId, ...span }));
      return viewSessions(reading, rows);
    },
    ofSite: async (reading, siteId, span: Span) => {
      const { organisationId } = reading;
      const [rows] = await reading.all(listSiteSessions({ organisationId, siteId, ...span }));
      return viewSessions(reading, rows);
    },
  },
];

/** By its number and not by the group's name, which people write and which may name somebody. */
async function viewSessions(reading: Reading, rows: readonly SessionRow[]): Promise<CalendarEvent[]> {
  const ids = [...new Set(rows.map((row) => row.playbook_id))];
  const playbooks = await Promise.all(ids.map((id) => getPlaybook(reading, id, '/playbookId')));
  const numbers = new Map(
    playbooks.flatMap(({ id, sessions }) =>
      sessions.map((session, index) => [`${id} ${session.id}`, index + 1] as const),
    ),
  );
  return rows.map((row) => {
    const { planned_on: day, planned_time: time, held_on: heldOn } = row;
    const number = numbers.get(`${row.playbook_id} ${row.session_id}`);
    return {
      id: `group-session.${row.group_id}.${row.session_id}`,
      when:
        heldOn === null && time !== null
          ? { at: new Date(instantOf(reading.timeZone, `${day}T${time}`)) }
          : { day: heldOn ?? day },
      title:
        number === undefined
          ? bilingual('小组活动', 'Group session')
          : bilingual(`小组活动：第 ${number} 次`, `Group session ${number}`),
      siteId: row.site_id,
      path: `/groups/${row.group_id}`,
      sequence: row.version - 1,
      changedAt: row.changed_at ?? row.recorded_at ?? row.created_at,
    };
  });
}
