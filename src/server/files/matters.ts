import type { Change } from '../platform/work/work.ts';
import { endFilesOf, findOfClient } from './sql.ts';

/** Files about a person: with the person's key their names and contents go at once, their bytes with the next job. */
export const fileMatters = {
  file: {
    isOpen: async (change: Change, clientId: string): Promise<boolean> => {
      const { organisationId } = change;
      return (await change.first(findOfClient({ organisationId, clientId }))) !== undefined;
    },
    end: async (change: Change, clientId: string): Promise<void> => {
      const { organisationId } = change;
      change.push(endFilesOf({ organisationId, clientId }));
      change.ring('check-files');
    },
  },
};
