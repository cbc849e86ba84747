export { accountNotices, tellHolder } from './account-notices.ts';
export {
  type CodeLimits,
  type CodeRefusal,
  countToday,
  giveBackSending,
  judgeCode,
  readCodesToday,
  sendCode,
  takeCode,
} from './codes.ts';
export { hideInPart } from './contact-way-view.ts';
export { endContactWaysOf, plainAddress, readAddress } from './contact-ways.ts';
export { mattersOf, type NotificationKind, type Occasion, type Sight, sightsOf } from './kind.ts';
export type { HolderNews } from './holder-news.ts';
export { type MessageSettings, MessageWays } from './message-ways.ts';
export { Notifications } from './notifications.ts';
export { notify } from './notify.ts';
export { countStuckMessages, type StuckMessages } from './sql-messages.ts';
export { forgetOccasions } from './sql.ts';
export { forgetCodeCounts } from './sql-choices.ts';
export { SEND_WARNING, type Warning, warn } from './warnings.ts';
