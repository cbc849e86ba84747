import type { Receiver } from '../deliveries/public.ts';
import { standingReceiver } from './host.ts';
import { rosterReceiver } from './member.ts';

export { allianceNotifications } from './notifications.ts';

export const allianceReceivers: readonly Receiver[] = [rosterReceiver, standingReceiver];
