import { isOpenEntry } from '../../domain/books/entry-life.ts';
import type { EntryFollower } from '../books/public.ts';
import { releaseComing } from './sign-ups.ts';

/** Whoever is no volunteer of the organisation any more, or waits to be looked at, comes to no shift. */
export const shiftFollower: EntryFollower = {
  look: async (change, { id, participations }) => ({
    mustWait: false,
    keep: async ({ state }) => {
      if (state !== 'accepted' || !participations.includes('volunteer'))
        await releaseComing(change, id, true);
    },
  }),
  // with the end there is nobody at the other side to be told
  moved: async (change, id, state) => {
    if (state !== 'accepted') await releaseComing(change, id, isOpenEntry(state));
  },
};
