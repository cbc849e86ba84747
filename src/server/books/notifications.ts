import { bilingual } from '../../domain/language.ts';
import type { NotificationKind } from '../notifications/public.ts';
import { canReach } from '../staff/public.ts';
import { findAsked } from './sql.ts';

/** Somebody of the public waits for an answer: told once a day, of the book and not of each. */
export const entryAsked: NotificationKind = {
  kind: 'book.asked',
  urgency: 'normal',
  title: bilingual('有人申请加入名册', 'Somebody asks to be in the book'),
  path: '/book',
  permission: 'book.decide',
  look: async (reading, occasions) => {
    const asked = await reading.first(findAsked({ organisationId: reading.organisationId }));
    return occasions.map(({ id: occasionId }) => ({
      occasionId,
      waits: asked !== undefined,
      audience: (among) => among.filter((member) => canReach(member, 'book.decide', '')).map(({ id }) => id),
    }));
  },
};

export const bookNotifications: readonly NotificationKind[] = [entryAsked];
