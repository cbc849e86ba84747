import { useQuery } from '@tanstack/react-query';
import { classesQuery } from './queries.ts';
import { useClassNames } from './use-class-names.ts';

/** The classes of the organisation, each named with its school; none while loading. */
export function useClasses(): readonly { id: string; siteId: string; name: string }[] {
  const classes = useQuery(classesQuery).data?.items ?? [];
  const nameOf = useClassNames();
  return classes
    .filter(({ kind }) => kind === 'class')
    .map(({ id, siteId }) => ({ id, siteId, name: nameOf(id) ?? id }));
}
