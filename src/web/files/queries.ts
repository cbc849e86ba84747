import { queryOptions } from '@tanstack/react-query';
import { ListFiles, ReadFileSpace } from '../../contract/files.ts';
import type { AnswerOf } from '../../contract/operation.ts';
import { call } from '../base/api.ts';

export type FileView = AnswerOf<typeof ListFiles>['items'][number];

/** Looking at a file takes a moment, and there is nothing that says when it is over. */
const SOON_MS = 1_500;
/** What could not be looked at waits for minutes. */
const LATER_MS = 30_000;

/** All that a page shows together: one question for all of a client's consents, or all of a case's encounters. */
export function filesQuery(kind: string, recordId: string) {
  return queryOptions({
    queryKey: ['files', kind, recordId],
    queryFn: ({ signal }) => call(ListFiles, { query: { kind, recordId }, signal }),
    refetchInterval: ({ state }) => {
      const unchecked = state.data?.items.filter((file) => file.state === 'unchecked') ?? [];
      if (unchecked.length === 0) return false;
      return unchecked.every(({ isDelayed }) => isDelayed) ? LATER_MS : SOON_MS;
    },
  });
}

export const fileSpaceQuery = queryOptions({
  queryKey: ['file-space'],
  queryFn: ({ signal }) => call(ReadFileSpace, { signal }),
});
