import { clientsKey } from '../clients/public.ts';
import { type ChangeOptions, useChange } from '../ui/use-change.ts';
import { alertsKey, caseQuery, casesKey, type CaseView } from './queries.ts';

/** A change that answers with the case as it is now: the page shows it at once, lists are read again. */
export function useCaseChange<Values>(options: ChangeOptions<Values, CaseView>) {
  return useChange(options, (queryClient, view) => {
    queryClient.setQueryData(caseQuery(view.id).queryKey, view);
    void queryClient.invalidateQueries({ queryKey: [...casesKey, 'list'] });
    void queryClient.invalidateQueries({ queryKey: alertsKey });
    void queryClient.invalidateQueries({ queryKey: [...clientsKey, view.clientId], exact: true });
  });
}
