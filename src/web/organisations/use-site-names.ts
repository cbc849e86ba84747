import { useSession } from '../base/session-context.ts';

/** Names of the organisation's sites. */
export function useSiteNames(): (id: string) => string {
  const { sites } = useSession().me;
  const names = new Map(sites.map(({ id, name }) => [id, name]));
  return (id) => names.get(id) ?? '—';
}
