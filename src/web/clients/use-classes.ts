import { useQuery } from '@tanstack/react-query';
import { clientGroupsQuery } from './queries.ts';
import { useClassNames } from './use-class-names.ts';

/** The classes of the organisation, each named with its school; none while loading. */
export function useClasses(): readonly { id: string; siteId: string; name: string }[] {
  const groups = useQuery(clientGroupsQuery).data?.items ?? [];
  const nameOf = useClassNames();
  return groups
    .filter(({ kind }) => kind === 'class')
    .map(({ id, siteId }) => ({ id, siteId, name: nameOf(id) ?? id }));
}
