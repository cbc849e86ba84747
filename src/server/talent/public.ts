export { remindOfQualifications } from './ending-qualifications.ts';
export { talentReceivers } from './figures.ts';
export { talentNotifications } from './notifications.ts';
