import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { Static } from 'typebox';
import {
  type Alert,
  type AlertEvent,
  CountAlerts,
  ListAbsences,
  ListAlerts,
  ListSiteStaff,
  ReadAlertHistory,
} from '../../contract/alerts.ts';
import {
  type Case,
  type CaseItem,
  type CaseRecord,
  ListCases,
  ListReferrals,
  ReadCase,
  type Referral,
} from '../../contract/casework.ts';
import {
  type closureRequestViews,
  type ClosureRequest,
  ListClosureRequests,
} from '../../contract/closures.ts';
import { type Encounter, ListEncounters } from '../../contract/encounters.ts';
import { ListMandatoryReports, type MandatoryReport } from '../../contract/mandatory-reports.ts';
import type { QueryOf } from '../../contract/operation.ts';
import { call } from '../base/api.ts';

export type CaseView = Static<typeof Case>;
export type CaseItemView = Static<typeof CaseItem>;
export type CaseRecordView = Static<typeof CaseRecord>;
export type ClosureRequestView = Static<typeof ClosureRequest>;
export type EncounterView = Static<typeof Encounter>;
export type AlertView = Static<typeof Alert>;
export type AlertEventView = Static<typeof AlertEvent>;
export type ReferralView = Static<typeof Referral>;
export type ReportView = Static<typeof MandatoryReport>;
type CaseFilter = Pick<QueryOf<typeof ListCases>, 'q' | 'status' | 'clientId' | 'mine' | 'waiting'>;

export const casesKey = ['cases'] as const;
export const alertsKey = ['alerts'] as const;
export const referralsKey = ['referrals'] as const;
export const closuresKey = ['closure-requests'] as const;

/** Alerts are looked at again by themselves, in the background too: a new one must not wait for a click. */
const watched = { refetchInterval: 60_000, refetchIntervalInBackground: true };

const paging = {
  initialPageParam: null as string | null,
  getNextPageParam: ({ next }: { next: string | null }) => next,
};
const pageOf = (after: string | null) => (after === null ? {} : { after });

export function casePages(filter: CaseFilter) {
  return infiniteQueryOptions({
    queryKey: [...casesKey, 'list', filter],
    queryFn: ({ pageParam, signal }) =>
      call(ListCases, { query: { ...filter, limit: 50, ...pageOf(pageParam) }, signal }),
    ...paging,
  });
}

export function caseQuery(id: string) {
  return queryOptions({
    queryKey: [...casesKey, id],
    queryFn: ({ signal }) => call(ReadCase, { params: { id }, signal }),
  });
}

export function encounterPages(caseId: string) {
  return infiniteQueryOptions({
    queryKey: [...casesKey, caseId, 'encounters'],
    queryFn: ({ pageParam, signal }) =>
      call(ListEncounters, { params: { id: caseId }, query: { limit: 50, ...pageOf(pageParam) }, signal }),
    ...paging,
  });
}

export function reportsQuery(clientId: string) {
  return queryOptions({
    queryKey: ['mandatory-reports', clientId],
    queryFn: ({ signal }) => call(ListMandatoryReports, { params: { id: clientId }, signal }),
    ...watched,
  });
}

export function referralPages(filter: Pick<QueryOf<typeof ListReferrals>, 'status' | 'clientId'>) {
  return infiniteQueryOptions({
    queryKey: [...referralsKey, filter],
    queryFn: ({ pageParam, signal }) =>
      // what waits is put in order by its urgency, which is sealed: all of it is asked for at once
      call(ListReferrals, {
        query: { ...filter, limit: filter.status === 'open' ? 200 : 50, ...pageOf(pageParam) },
        signal,
      }),
    ...paging,
  });
}

export function closurePages(view: (typeof closureRequestViews)[number]) {
  return infiniteQueryOptions({
    queryKey: [...closuresKey, view],
    queryFn: ({ pageParam, signal }) =>
      call(ListClosureRequests, { query: { view, limit: 50, ...pageOf(pageParam) }, signal }),
    ...paging,
  });
}

export function alertPages(filter: Pick<QueryOf<typeof ListAlerts>, 'state' | 'clientId'>) {
  return infiniteQueryOptions({
    queryKey: [...alertsKey, filter],
    queryFn: ({ pageParam, signal }) =>
      call(ListAlerts, { query: { ...filter, limit: 50, ...pageOf(pageParam) }, signal }),
    ...watched,
    ...paging,
  });
}

export const alertCountQuery = queryOptions({
  queryKey: [...alertsKey, 'count'],
  queryFn: ({ signal }) => call(CountAlerts, { signal }),
  ...watched,
});

export function alertHistoryQuery(id: string) {
  return queryOptions({
    queryKey: [...alertsKey, id, 'history'],
    queryFn: ({ signal }) => call(ReadAlertHistory, { params: { id }, signal }),
  });
}

export const absencesQuery = queryOptions({
  queryKey: [...alertsKey, 'absences'],
  queryFn: ({ signal }) => call(ListAbsences, { signal }),
});

export function siteStaffQuery(siteId: string) {
  return queryOptions({
    queryKey: ['site-staff', siteId],
    queryFn: ({ signal }) => call(ListSiteStaff, { params: { id: siteId }, signal }),
  });
}
