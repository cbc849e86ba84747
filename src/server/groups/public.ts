export { groupCalendar } from './calendar.ts';
export { readClassAttendance, readClassDeliveries } from './class-deliveries.ts';
export { groupMatters } from './matters.ts';
export { countSessionsAhead, sumSessions } from './sql-load.ts';
export { countHelped } from './sql-opportunities.ts';
export { hasGroupMet } from './sql-meetings.ts';
