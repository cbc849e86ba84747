import { type ChangeOptions, useChange } from '../ui/use-change.ts';
import { groupQuery, groupsKey, type GroupView } from './queries.ts';

/** A change that answers with the group as it is now; lists are read again. */
export function useGroupChange<Values>(options: ChangeOptions<Values, GroupView>) {
  return useChange(options, (queryClient, group) => {
    queryClient.setQueryData(groupQuery(group.id).queryKey, group);
    void queryClient.invalidateQueries({ queryKey: [...groupsKey, 'list'] });
    void queryClient.invalidateQueries({ queryKey: [...groupsKey, 'client'] });
  });
}
