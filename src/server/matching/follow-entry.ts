import type { EntryFollower } from '../books/public.ts';
import type { Change } from '../platform/work/work.ts';
import { dropPairsOf } from './sql.ts';

/** Of whoever is no volunteer of the organisation any more nothing is proposed, and nothing stays that was. */
export const matchFollower: EntryFollower = {
  look: async (change, { id, participations }) => ({
    mustWait: false,
    keep: async ({ state }) => {
      if (state !== 'accepted' || !participations.includes('volunteer')) forget(change, id);
    },
  }),
  moved: async (change, id, state) => {
    if (state !== 'accepted') forget(change, id);
  },
};

function forget(change: Change, volunteerId: string): void {
  change.push(dropPairsOf({ organisationId: change.organisationId, volunteerId }));
}
