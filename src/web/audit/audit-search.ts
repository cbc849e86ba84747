import { infiniteQueryOptions } from '@tanstack/react-query';
import { ListAudit } from '../../contract/organisations.ts';
import { daysAfter } from '../../domain/calendar/calendar-event.ts';
import { instantOf } from '../../domain/calendar/clock-time.ts';
import { call } from '../base/api.ts';

/** What the page shows; days are the organisation's, the last one included. */
export interface AuditSearch {
  readonly who?: string | undefined;
  readonly action?: string | undefined;
  readonly subject?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

const PAGE = 50;

export function auditPages({ who, action, subject, from, to }: AuditSearch, zone: string) {
  const query = {
    limit: PAGE,
    ...(who === undefined ? {} : { actorId: who }),
    ...(action === undefined ? {} : { action }),
    ...(subject === undefined ? {} : { subjectKind: subject }),
    ...(from === undefined ? {} : { since: instantOf(zone, `${from}T00:00`) }),
    ...(to === undefined ? {} : { until: instantOf(zone, `${daysAfter(to, 1)}T00:00`) }),
  };
  return infiniteQueryOptions({
    queryKey: ['audit', query],
    queryFn: ({ pageParam, signal }) =>
      call(ListAudit, { query: { ...query, ...(pageParam === null ? {} : { after: pageParam }) }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
  });
}
