import { MutationCache, onlineManager, QueryCache, QueryClient } from '@tanstack/react-query';
import { isProblem, Problem } from '../base/problem.ts';
import { sessionExpiry } from '../base/session-expiry.ts';

const RETRIES = 2;

/** An answer is an answer: only a connection that failed, or a server still starting, is asked again. */
export function createQueryClient(): QueryClient {
  // a page that is opened without a connection hears only of the connection that comes
  onlineManager.setOnline(navigator.onLine);
  return new QueryClient({
    queryCache: new QueryCache({ onError: noticeExpiry }),
    mutationCache: new MutationCache({ onError: noticeExpiry }),
    defaultOptions: {
      queries: {
        staleTime: 5_000,
        // a page without a connection says so, instead of waiting without a word
        networkMode: 'always',
        refetchOnReconnect: true,
        retry: (failures, error) =>
          failures < RETRIES &&
          error instanceof Problem &&
          (error.code === 'network' || error.code === 'unavailable'),
      },
      mutations: { networkMode: 'always' },
    },
  });
}

function noticeExpiry(error: unknown): void {
  if (isProblem(error, 'not_signed_in')) sessionExpiry.expire();
}
