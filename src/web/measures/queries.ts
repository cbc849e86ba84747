import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { Static } from 'typebox';
import {
  type Campaign,
  type CampaignItem,
  CampaignSummary,
  ListCampaigns,
  ListInvitations,
  ReadCampaign,
} from '../../contract/campaigns.ts';
import { ListInstruments, ReadPsychometrics } from '../../contract/instruments.ts';
import { CountHelpCalls, ListHelpCalls } from '../../contract/help-calls.ts';
import { ListClientResponses, ReadResponse } from '../../contract/responses.ts';
import { call } from '../base/api.ts';

export type CampaignView = Static<typeof Campaign>;
export type CampaignItemView = Static<typeof CampaignItem>;

export const campaignsKey = ['campaigns'] as const;

/** Answers come in while somebody watches: a class answers within a lesson. */
const PROGRESS_INTERVAL = 10_000;

export const campaignPages = infiniteQueryOptions({
  queryKey: [...campaignsKey, 'list'],
  queryFn: ({ pageParam, signal }) =>
    call(ListCampaigns, {
      query: { limit: 30, ...(pageParam === null ? {} : { after: pageParam }) },
      signal,
    }),
  initialPageParam: null as string | null,
  getNextPageParam: ({ next }) => next,
});

export function campaignQuery(id: string) {
  return queryOptions({
    queryKey: [...campaignsKey, id],
    queryFn: ({ signal }) => call(ReadCampaign, { params: { id }, signal }),
    refetchInterval: ({ state }) => (state.data?.state === 'open' ? PROGRESS_INTERVAL : false),
  });
}

export function campaignSummaryQuery(id: string) {
  return queryOptions({
    queryKey: [...campaignsKey, id, 'summary'],
    queryFn: ({ signal }) => call(CampaignSummary, { params: { id }, signal }),
  });
}

export function invitationsQuery(id: string, classId: string) {
  return queryOptions({
    queryKey: [...campaignsKey, id, 'invitations', classId],
    queryFn: ({ signal }) => call(ListInvitations, { params: { id }, query: { classId }, signal }),
  });
}

/** Keys and texts do not change while a page is open. */
export const instrumentsQuery = queryOptions({
  queryKey: ['instruments'],
  queryFn: ({ signal }) => call(ListInstruments, { signal }),
  staleTime: Number.POSITIVE_INFINITY,
});

export function clientResponsesQuery(clientId: string) {
  return queryOptions({
    queryKey: ['clients', clientId, 'responses'],
    queryFn: ({ signal }) => call(ListClientResponses, { params: { id: clientId }, signal }),
  });
}

/** Read anew whenever it is opened: each reading is one that others see. */
export function responseQuery(id: string) {
  return queryOptions({
    queryKey: ['responses', id],
    queryFn: ({ signal }) => call(ReadResponse, { params: { id }, signal }),
    staleTime: 60_000,
  });
}

export const helpCallsQuery = queryOptions({
  queryKey: ['help-calls'],
  queryFn: ({ signal }) => call(ListHelpCalls, { signal }),
  refetchInterval: 60_000,
});

export const helpCallCountQuery = queryOptions({
  queryKey: [...helpCallsQuery.queryKey, 'count'],
  queryFn: ({ signal }) => call(CountHelpCalls, { signal }),
  refetchInterval: 60_000,
  refetchIntervalInBackground: true,
});

export function psychometricsQuery(id: string) {
  return queryOptions({
    queryKey: ['psychometrics', id],
    queryFn: ({ signal }) => call(ReadPsychometrics, { params: { id }, signal }),
  });
}
