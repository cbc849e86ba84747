import { type ChangeOptions, useChange } from '../ui/use-change.ts';
import {
  draftQuery,
  type DraftView,
  materialsQuery,
  type MaterialView,
  playbooksKey,
  proposalQuery,
  type ProposalView,
} from './queries.ts';

/** A change after which lists of models, drafts and proposals are read again. */
export function usePlaybookChange<Values, Answer>(options: ChangeOptions<Values, Answer>) {
  return useChange(options, (queryClient) => {
    void queryClient.invalidateQueries({ queryKey: playbooksKey });
  });
}

/** A change that answers with the draft as it is now. */
export function useDraftChange<Values>(options: ChangeOptions<Values, DraftView>) {
  return useChange(options, (queryClient, draft) => {
    queryClient.setQueryData(draftQuery(draft.id).queryKey, draft);
    void queryClient.invalidateQueries({ queryKey: [...playbooksKey, 'drafts'] });
  });
}

/** A change that answers with the proposal as it is now. */
export function useProposalChange<Values>(options: ChangeOptions<Values, ProposalView>) {
  return useChange(options, (queryClient, proposal) => {
    queryClient.setQueryData(proposalQuery(proposal.id).queryKey, proposal);
    void queryClient.invalidateQueries({ queryKey: [...playbooksKey, 'proposals'] });
  });
}

/** A change after which the library is read again. */
export function useMaterialChange<Values>(options: ChangeOptions<Values, MaterialView>) {
  return useChange(options, (queryClient) => {
    void queryClient.invalidateQueries({ queryKey: materialsQuery.queryKey });
  });
}
