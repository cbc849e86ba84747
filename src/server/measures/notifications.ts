import { bilingual } from '../../domain/language.ts';
import { mattersOf, type NotificationKind, sightsOf } from '../notifications/public.ts';
import { calledAt } from '../staff/public.ts';
import { openCall, UNREADABLE } from './help-call-words.ts';
import { listCallsById } from './sql-help-calls.ts';

/** Somebody of a class asked for help, and nobody knows who: whoever is on duty at the site hears of it. */
export const helpCalled: NotificationKind = {
  kind: 'help_call.created',
  // of a call for the next days; one that cannot wait rings at once
  urgency: 'normal',
  title: bilingual('有学生求助，等人回应', 'Somebody asked for help'),
  path: '/cases?view=alerts',
  permission: 'alert.take',
  look: async (reading, occasions) => {
    const { organisationId, keys } = reading;
    const [calls] = await reading.all(listCallsById({ organisationId, ids: mattersOf(occasions) }));
    return sightsOf(occasions, calls, (call) => ({
      waits: call.closed_at === null,
      siteId: call.site_id,
      urgency: (openCall(keys, call) ?? UNREADABLE).urgency === 'urgent' ? 'urgent' : 'normal',
      audience: (among) => calledAt(among, call.site_id),
    }));
  },
};

export const measureNotifications: readonly NotificationKind[] = [helpCalled];
