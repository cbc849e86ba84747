import { infiniteQueryOptions, type QueryClient, queryOptions } from '@tanstack/react-query';
import {
  ListCertificateBatches,
  ListSigningKeys,
  ListVolunteerCertificates,
  ReadCertificateBatch,
} from '../../contract/certificates.ts';
import { call } from '../base/api.ts';

const key = ['certificates'] as const;
const keysKey = ['signing-keys'] as const;
/** So soon is asked again while certificates are being made. */
const AGAIN_MS = 2_000;

export function certificatesQuery(volunteerId: string) {
  return queryOptions({
    queryKey: [...key, 'volunteer', volunteerId],
    queryFn: ({ signal }) => call(ListVolunteerCertificates, { params: { id: volunteerId }, signal }),
    refetchInterval: ({ state: { data } }) =>
      data?.items.some(({ state }) => state === 'queued') === true ? AGAIN_MS : false,
  });
}

export function batchQuery(id: string) {
  return queryOptions({
    queryKey: [...key, 'batch', id],
    queryFn: ({ signal }) => call(ReadCertificateBatch, { params: { id }, signal }),
    refetchInterval: ({ state: { data } }) => (data?.isDone === false ? AGAIN_MS : false),
  });
}

export const batchPages = infiniteQueryOptions({
  queryKey: [...key, 'batches'],
  queryFn: ({ pageParam, signal }) =>
    call(ListCertificateBatches, {
      query: { limit: 20, ...(pageParam === null ? {} : { after: pageParam }) },
      signal,
    }),
  initialPageParam: null as string | null,
  getNextPageParam: ({ next }) => next,
  refetchInterval: ({ state: { data } }) =>
    data?.pages.some(({ items }) => items.some(({ isDone }) => !isDone)) === true ? AGAIN_MS : false,
});

export const signingKeysQuery = queryOptions({
  queryKey: keysKey,
  queryFn: ({ signal }) => call(ListSigningKeys, { signal }),
});

/** One that is issued or revoked shows with its volunteer and in its batch. */
export function readCertificatesAnew(queryClient: QueryClient): void {
  void queryClient.invalidateQueries({ queryKey: key });
}

/** A first certificate makes the first key; one that is revoked has them signed anew. */
export function readKeysAnew(queryClient: QueryClient): void {
  void queryClient.invalidateQueries({ queryKey: keysKey });
}
