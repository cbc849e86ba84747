import type { MatterKeeper } from '../clients/public.ts';
import { endInvitations, keepFormerLinks, listWaitingInvitations } from './sql.ts';

/** Invitations that wait for an answer: their links are void afterwards, and who answers by one is heard all the same. */
export const measureMatters: Readonly<Record<'invitation', MatterKeeper>> = {
  invitation: {
    isOpen: async (change, clientId) => {
      const { organisationId } = change;
      return (await change.first(listWaitingInvitations({ organisationId, clientId }))) !== undefined;
    },
    end: async (change, clientId) => {
      const { organisationId } = change;
      const [rows] = await change.all(listWaitingInvitations({ organisationId, clientId }));
      const ids = rows.map(({ id }) => id);
      change.push(keepFormerLinks({ organisationId, ids }));
      change.push(endInvitations({ organisationId, ids }));
    },
  },
};
