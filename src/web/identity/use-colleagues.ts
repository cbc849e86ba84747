import { queryOptions, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { ListColleagues } from '../../contract/identity.ts';
import { call } from '../base/api.ts';

export const colleaguesQuery = queryOptions({
  queryKey: ['colleagues'],
  queryFn: ({ signal }) => call(ListColleagues, { signal }),
  staleTime: 60_000,
});

/** Names of the organisation's staff, also of those who have left: what they did keeps its author. */
export function useColleagues() {
  const { t } = useTranslation();
  const items = useQuery(colleaguesQuery).data?.items ?? [];
  const names = new Map(items.map(({ id, displayName }) => [id, displayName]));
  return {
    nameOf: (id: string) => names.get(id) ?? '—',
    namesOf: (ids: readonly string[]) => ids.map((id) => names.get(id) ?? '—').join(t('state.comma')),
    /** who works with clients, for the list of who is on duty */
    workers: items.filter(
      ({ isActive, roles }) => isActive && (roles.includes('worker') || roles.includes('supervisor')),
    ),
  };
}
