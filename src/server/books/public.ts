export { offeredBy } from './book.ts';
export { bookNotifications } from './notifications.ts';
export { bookReceivers } from './receive.ts';
