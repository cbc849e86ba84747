import { caseworkNotifications } from './casework/public.ts';
import { measureNotifications } from './measures/public.ts';
import type { NotificationKind } from './notifications/public.ts';

/** What people are told of, each kind by the slice whose it is. */
export const notificationKinds: readonly NotificationKind[] = [
  ...caseworkNotifications,
  ...measureNotifications,
];
