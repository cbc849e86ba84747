import type { MatterKeeper } from '../clients/public.ts';
import { dayIn } from '../platform/work/organisation-day.ts';
import { endMemberships, readMembership } from './sql.ts';

/** Memberships of groups that go on. */
export const groupMatters: Readonly<Record<'membership', MatterKeeper>> = {
  membership: {
    isOpen: async (change, clientId) => {
      const { organisationId } = change;
      return (await change.first(readMembership({ organisationId, clientId }))) !== undefined;
    },
    end: async (change, clientId) => {
      const { organisationId, now, timeZone } = change;
      change.push(endMemberships({ organisationId, clientId, leftOn: dayIn(timeZone, now) }));
    },
  },
};
