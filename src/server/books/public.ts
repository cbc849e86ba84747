export { bringEntry, holdBrought, holdToJoin } from './bring.ts';
export { offeredBy } from './book.ts';
export { holdAccepted } from './entries.ts';
export type { AskingEntry, EntryFollower } from './followers.ts';
export { listTenants, withEntry } from './sql.ts';
export { bookNotifications } from './notifications.ts';
export { bookReceivers } from './receive.ts';
