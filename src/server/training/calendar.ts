import { sequenceOf } from '../../domain/calendar/calendar-event.ts';
import { bilingual } from '../../domain/language.ts';
import { type CalendarSource, MOST_EVENTS } from '../calendar/public.ts';
import { instantsOf } from '../platform/work/organisation-day.ts';
import { listOwnLessons } from './sql.ts';

/** Lessons of courses that one has a place in. Their titles are written by colleagues, and stay in the product. */
export const trainingCalendar: CalendarSource = {
  permission: 'training.join',
  ofAccount: async (reading, accountId, span) => {
    const { organisationId, timeZone } = reading;
    const { from, until } = instantsOf(timeZone, span);
    const [rows] = await reading.all(
      listOwnLessons({ organisationId, accountId, from, until, limit: MOST_EVENTS }),
    );
    return rows.map((row) => ({
      id: `lesson.${row.id}`,
      when: { at: row.starts_at, until: row.ends_at },
      title: bilingual('培训', 'Training'),
      path: `/training/${row.course_id}`,
      sequence: sequenceOf(row.created_at, row.changed_at),
      changedAt: row.changed_at,
    }));
  },
};
