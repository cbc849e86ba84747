import { bilingual } from '../../domain/language.ts';
import { mattersOf, type NotificationKind, sightsOf } from '../notifications/public.ts';
import { canReach } from '../staff/public.ts';
import { listEntryStates } from './sql.ts';

/** Somebody of the public asks to be in the book, and waits for an answer. */
export const entryAsked: NotificationKind = {
  kind: 'book.asked',
  urgency: 'normal',
  title: bilingual('有人申请加入名册', 'Somebody asks to be in the book'),
  path: '/book',
  permission: 'book.decide',
  look: async (reading, occasions) => {
    const { organisationId } = reading;
    const [rows] = await reading.all(listEntryStates({ organisationId, ids: mattersOf(occasions) }));
    return sightsOf(occasions, rows, ({ state }) => ({ waits: state === 'asked' }));
  },
  audience: async (_, __, onDuty) =>
    onDuty.filter((member) => canReach(member, 'book.decide', '')).map(({ id }) => id),
};

export const bookNotifications: readonly NotificationKind[] = [entryAsked];
