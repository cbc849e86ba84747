export { Board } from './board.ts';
export { shiftCalendar, shiftCalendarOf } from './calendar.ts';
export { shiftFollower } from './follow-entry.ts';
export { followShifts, moveUp } from './line.ts';
export { shiftNotifications } from './notifications.ts';
export { volunteeringReceivers } from './news.ts';
export { volunteeringPages } from './public-pages.ts';

export { findOwnEntry, listOwnSignUps, type VolunteeringParts } from './own-sign-ups.ts';
export { listShiftsNamed, readOpportunity, readShift } from './sql.ts';
export {
  countAt,
  endedPlaces,
  findPlaceAt,
  listSignUps,
  readSignUp,
  unsettledPlaces,
} from './sql-sign-ups.ts';
export { countCalledOff, listExpected, listUnfilled, sumOffered } from './sql-figures.ts';
export { proposePlace } from './propose-place.ts';
export { listEngagements, listLeft, listMatchedPlaces } from './sql-matching.ts';
export { checkInRulesOf, requirementsOf } from './views.ts';
