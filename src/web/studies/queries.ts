import { queryOptions } from '@tanstack/react-query';
import type { Static } from 'typebox';
import { ReadInterviews } from '../../contract/study-interviews.ts';
import { ReadPooledResults, ReadStudyResults } from '../../contract/study-results.ts';
import { ListStudies, ReadStudy, type Study, type StudyItem } from '../../contract/studies.ts';
import { call } from '../base/api.ts';

export type StudyView = Static<typeof Study>;
export type StudyItemView = Static<typeof StudyItem>;

/** All that is known of studies stands below this key. */
export const studiesKey = ['studies'] as const;

export const studiesQuery = queryOptions({
  queryKey: [...studiesKey, 'list'],
  queryFn: ({ signal }) => call(ListStudies, { signal }),
});

export function studyQuery(id: string) {
  return queryOptions({
    queryKey: [...studiesKey, id],
    queryFn: ({ signal }) => call(ReadStudy, { params: { id }, signal }),
    // what is on its way arrives within a second or two; a page left open does not ask for days
    refetchInterval: ({ state: { data, dataUpdateCount } }) =>
      data !== undefined && isOnItsWay(data) && dataUpdateCount < 60 ? 1_500 : false,
  });
}

/** Sent a moment ago, by the owner or as sums; what failed once takes minutes. */
function isOnItsWay({ deliveries, participation }: StudyView): boolean {
  const isSumsOnTheirWay = participation?.releasedAt != null && participation.deliveredAt === null;
  return isSumsOnTheirWay || deliveries.some(({ state }) => state === 'waiting');
}

export function ownResultsQuery(id: string) {
  return queryOptions({
    queryKey: [...studiesKey, id, 'results'],
    queryFn: ({ signal }) => call(ReadStudyResults, { params: { id }, signal }),
  });
}

export function interviewsQuery(id: string) {
  return queryOptions({
    queryKey: [...studiesKey, id, 'interviews'],
    queryFn: ({ signal }) => call(ReadInterviews, { params: { id }, signal }),
  });
}

export function pooledResultsQuery(id: string) {
  return queryOptions({
    queryKey: [...studiesKey, id, 'pooled'],
    queryFn: ({ signal }) => call(ReadPooledResults, { params: { id }, signal }),
  });
}
