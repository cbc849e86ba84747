export { groupCalendar } from './calendar.ts';
export { readClassAttendance, readClassDeliveries } from './class-deliveries.ts';
export { groupMatters } from './matters.ts';
export { hasGroupMet } from './sql-meetings.ts';
