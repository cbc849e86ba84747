import type { Receiver } from '../deliveries/public.ts';
import { standingReceiver } from './host.ts';
import { rosterReceiver } from './member.ts';

export { allianceNotifications } from './notifications.ts';
export { findAlliance, findAlliances, type KnownAlliance } from './who-is-in.ts';

export const allianceReceivers: readonly Receiver[] = [rosterReceiver, standingReceiver];
