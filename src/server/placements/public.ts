export { placementNotifications } from './notifications.ts';
export { repeatPlacementErasure } from './placements.ts';
export { leaveStudentsOf, passStudentsOf } from './supervisors.ts';
