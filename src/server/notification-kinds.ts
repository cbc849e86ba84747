import { allianceNotifications } from './alliances/public.ts';
import { meetingNotifications } from './meetings/public.ts';
import { bookNotifications } from './books/public.ts';
import { caseworkNotifications } from './casework/public.ts';
import { deliveryNotifications } from './deliveries/public.ts';
import { measureNotifications } from './measures/public.ts';
import { shiftNotifications } from './opportunities/public.ts';
import { placementNotifications } from './placements/public.ts';
import { talentNotifications } from './talent/public.ts';
import { trainingNotifications } from './training/public.ts';
import { accountNotices, type NotificationKind } from './notifications/public.ts';
import type { Doors } from './platform/work/doors.ts';
import type { Services } from './platform/work/work.ts';

/** What people are told of, each kind by the slice whose it is. */
export function notificationKinds(reached: {
  services: Services;
  doors: Doors;
}): readonly NotificationKind[] {
  return [
    ...caseworkNotifications,
    ...measureNotifications,
    ...deliveryNotifications(reached),
    ...bookNotifications,
    ...shiftNotifications,
    ...talentNotifications,
    ...trainingNotifications,
    ...allianceNotifications,
    ...meetingNotifications,
    ...placementNotifications,
    ...accountNotices,
  ];
}
