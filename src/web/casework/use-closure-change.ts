import { type ChangeOptions, useChange } from '../ui/use-change.ts';
import { casesKey, closuresKey, type ClosureRequestView } from './queries.ts';

/** A change of a request to close: the lists of them and the cases are read again. */
export function useClosureChange<Values>(options: ChangeOptions<Values, ClosureRequestView>) {
  return useChange(options, (queryClient) => {
    void queryClient.invalidateQueries({ queryKey: closuresKey });
    void queryClient.invalidateQueries({ queryKey: casesKey });
  });
}
