import { bilingual } from '../../domain/language.ts';
import { mattersOf, type NotificationKind, sightsOf } from '../notifications/public.ts';
import { canReach } from '../staff/public.ts';
import { listShiftsById } from './sql.ts';

/** So long before it begins there is hardly anybody else to be found by themselves. */
export const SHORT_MS = 48 * 3_600_000;

/** Somebody gave a place back shortly before the shift, and nobody waits for it. */
export const shiftShort: NotificationKind = {
  kind: 'shift.short',
  urgency: 'normal',
  title: bilingual('临近的班次有人来不了', 'Somebody cannot come to a shift that is near'),
  path: '/opportunities',
  permission: 'volunteer.read',
  look: async (reading, occasions) => {
    const { organisationId, now } = reading;
    const [shifts] = await reading.all(listShiftsById({ organisationId, ids: mattersOf(occasions) }));
    return sightsOf(occasions, shifts, (shift) => ({
      waits: shift.state === 'open' && shift.starts_at > now && (shift.taken ?? 0) < (shift.capacity ?? 0),
      siteId: shift.site_id,
      audience: (among) =>
        among.filter((member) => canReach(member, 'volunteer.manage', shift.site_id)).map(({ id }) => id),
    }));
  },
};

export const shiftNotifications: readonly NotificationKind[] = [shiftShort];
