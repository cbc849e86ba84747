import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { isProblem, Problem } from './problem.ts';
import { sessionExpiry } from './session-expiry.ts';

const RETRIES = 2;

/** An answer is an answer: only a connection that failed, or a server still starting, is asked again. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    queryCache: new QueryCache({ onError: noticeExpiry }),
    mutationCache: new MutationCache({ onError: noticeExpiry }),
    defaultOptions: {
      queries: {
        staleTime: 5_000,
        retry: (failures, error) =>
          failures < RETRIES &&
          error instanceof Problem &&
          (error.code === 'network' || error.code === 'unavailable'),
      },
    },
  });
}

function noticeExpiry(error: unknown): void {
  if (isProblem(error, 'not_signed_in')) sessionExpiry.expire();
}
