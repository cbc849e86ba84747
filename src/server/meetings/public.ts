import type { Receiver } from '../deliveries/public.ts';
import { wordReceiver } from './organise.ts';
import { planReceiver } from './take-part.ts';

export { meetingCalendar } from './calendar.ts';
export { meetingNotifications } from './notifications.ts';
export { remindOfMeetings } from './reminders.ts';

export const meetingReceivers: readonly Receiver[] = [planReceiver, wordReceiver];
