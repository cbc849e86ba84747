import { queryOptions } from '@tanstack/react-query';
import { ListPlaybooks, ReadPlaybook } from '../../contract/playbooks.ts';
import { call } from '../app/api.ts';

/** A published version never changes, and a new one is rare. */
const REFERENCE = 3_600_000;

export const playbooksQuery = queryOptions({
  queryKey: ['playbooks'],
  queryFn: ({ signal }) => call(ListPlaybooks, { signal }),
  staleTime: REFERENCE,
});

export function playbookQuery(id: string) {
  return queryOptions({
    queryKey: ['playbooks', id],
    queryFn: ({ signal }) => call(ReadPlaybook, { params: { id }, signal }),
    staleTime: REFERENCE,
  });
}
