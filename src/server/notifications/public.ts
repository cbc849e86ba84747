export { endContactWaysOf } from './contact-ways.ts';
export { mattersOf, type NotificationKind, type Sight, sightsOf } from './kind.ts';
export { type MessageSettings, MessageWays } from './message-ways.ts';
export { Notifications } from './notifications.ts';
export { notify } from './notify.ts';
export { countStuckMessages, type StuckMessages } from './sql-messages.ts';
export { forgetOccasions } from './sql.ts';
export { forgetCodeCounts } from './sql-choices.ts';
