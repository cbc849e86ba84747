export { Board } from './board.ts';
export { shiftCalendar, shiftCalendarOf } from './calendar.ts';
export { shiftFollower } from './follow-entry.ts';
export { followShifts, moveUp } from './line.ts';
export { shiftNotifications } from './notifications.ts';
export { volunteeringReceivers } from './news.ts';
export { volunteeringPages } from './public-pages.ts';

export { findOwnEntry, listOwnSignUps, type VolunteeringParts } from './own-sign-ups.ts';
export { listShiftsNamed, readOpportunity, readShift } from './sql.ts';
export { countAt, endedPlaces, findPlaceAt, listSignUps, readSignUp } from './sql-sign-ups.ts';
export { checkInRulesOf } from './views.ts';
