export { releaseAlertsOf, watchAlerts } from './alert-escalation.ts';
export { type AlertSource, raiseAlert } from './alerts.ts';
export { caseworkCalendar } from './calendar.ts';
export { encounterFiles } from './encounter-files.ts';
export { caseworkMatters } from './matters.ts';
export { caseworkNotifications } from './notifications.ts';
export { referThemselves } from './referrals.ts';
export { remindOfReports } from './report-reminders.ts';
export { unsealedCasework } from './unsealed.ts';
