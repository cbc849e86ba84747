import { infiniteQueryOptions, type QueryClient, queryOptions } from '@tanstack/react-query';
import type { Static } from 'typebox';
import {
  ListWebhookMessages,
  ListWebhooks,
  type Webhook,
  type WebhookMessage,
} from '../../contract/webhooks.ts';
import { call } from '../base/api.ts';

export type Connection = Static<typeof Webhook>;
export type Message = Static<typeof WebhookMessage>;

const key = ['webhooks'] as const;
/** Attempts are made by the server in between. */
const AGAIN_MS = 5_000;

export const connectionsQuery = queryOptions({
  queryKey: [...key, 'list'],
  queryFn: ({ signal }) => call(ListWebhooks, { signal }),
});

export function messagePages(id: string, undelivered: boolean) {
  return infiniteQueryOptions({
    queryKey: [...key, 'messages', id, { undelivered }],
    queryFn: ({ pageParam, signal }) =>
      call(ListWebhookMessages, {
        params: { id },
        query: {
          limit: 20,
          ...(undelivered ? { undelivered } : {}),
          ...(pageParam === null ? {} : { after: pageParam }),
        },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
    refetchInterval: AGAIN_MS,
  });
}

/** What was changed changes the list, and what is sent changes both. */
export function readAnew(queryClient: QueryClient): void {
  void queryClient.invalidateQueries({ queryKey: key });
}
