import { isOpenEntry } from '../../domain/books/entry-life.ts';
import type { EntryFollower } from '../books/public.ts';
import type { Change } from '../platform/work/work.ts';
import * as sql from './sql.ts';
import * as pages from './sql-pages.ts';

/** Whoever is not accepted as a volunteer any more is shown to nobody; with the end all words of and by them go. */
export const recognitionFollower: EntryFollower = {
  look: async (change, { id, participations }) => ({
    mustWait: false,
    keep: async ({ state }) => {
      if (state !== 'accepted' || !participations.includes('volunteer')) hide(change, id);
    },
  }),
  moved: async (change, id, state) => {
    if (state !== 'accepted') hide(change, id);
    if (!isOpenEntry(state)) forget(change, id);
  },
};

function hide(change: Change, volunteerId: string): void {
  const of = { organisationId: change.organisationId, volunteerId };
  change.push(pages.deletePage(of));
  change.push(pages.deleteTeamNamesOf(of));
}

function forget(change: Change, volunteerId: string): void {
  const of = { organisationId: change.organisationId, volunteerId };
  change.push(sql.deleteEvaluations(of));
  change.push(sql.emptyShiftEvaluations(of));
  change.push(sql.emptyPoints(of));
  change.push(sql.deleteStar(of));
}
