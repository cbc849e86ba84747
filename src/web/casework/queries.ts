import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { Static } from 'typebox';
import {
  type Alert,
  type Case,
  type CaseItem,
  type CaseRecord,
  type Encounter,
  ListAlerts,
  ListCases,
  ListEncounters,
  ListReferrals,
  ReadCase,
  type Referral,
} from '../../contract/casework.ts';
import { ListMandatoryReports, type MandatoryReport } from '../../contract/mandatory-reports.ts';
import type { QueryOf } from '../../contract/operation.ts';
import { call } from '../app/api.ts';

export type CaseView = Static<typeof Case>;
export type CaseItemView = Static<typeof CaseItem>;
export type CaseRecordView = Static<typeof CaseRecord>;
export type EncounterView = Static<typeof Encounter>;
export type AlertView = Static<typeof Alert>;
export type ReferralView = Static<typeof Referral>;
export type ReportView = Static<typeof MandatoryReport>;
type CaseFilter = Pick<QueryOf<typeof ListCases>, 'status' | 'clientId' | 'mine'>;

export const casesKey = ['cases'] as const;
export const alertsKey = ['alerts'] as const;
export const referralsKey = ['referrals'] as const;

/** Alerts are looked at again by themselves: a new one must not wait for a click. */
const ALERT_INTERVAL = 60_000;

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
    refetchInterval: ALERT_INTERVAL,
  });
}

export function referralPages(status: ReferralView['status']) {
  return infiniteQueryOptions({
    queryKey: [...referralsKey, status],
    queryFn: ({ pageParam, signal }) =>
      call(ListReferrals, { query: { status, limit: 50, ...pageOf(pageParam) }, signal }),
    ...paging,
  });
}

export function alertPages(state: 'open' | 'closed') {
  return infiniteQueryOptions({
    queryKey: [...alertsKey, state],
    queryFn: ({ pageParam, signal }) =>
      call(ListAlerts, { query: { state, limit: 50, ...pageOf(pageParam) }, signal }),
    refetchInterval: ALERT_INTERVAL,
    ...paging,
  });
}
