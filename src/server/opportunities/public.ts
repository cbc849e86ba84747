export { Board } from './board.ts';
export { shiftCalendar, shiftCalendarOf } from './calendar.ts';
export { shiftFollower } from './follow-entry.ts';
export { followShifts, moveUp } from './line.ts';
export { shiftNotifications } from './notifications.ts';
export { volunteeringReceivers } from './news.ts';
export { volunteeringPages } from './public-pages.ts';

export { listOwnSignUps, type VolunteeringParts } from './own-sign-ups.ts';
