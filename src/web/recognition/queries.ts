import { type QueryClient, queryOptions } from '@tanstack/react-query';
import {
  ReadOpportunityEvaluations,
  ReadRecognitionRules,
  ReadTeamPage,
  ReadVolunteerRecognition,
} from '../../contract/recognition.ts';
import { call } from '../base/api.ts';

const key = ['recognition'] as const;

export const rulesQuery = queryOptions({
  queryKey: [...key, 'rules'],
  queryFn: ({ signal }) => call(ReadRecognitionRules, { signal }),
});

export function recognitionQuery(volunteerId: string) {
  return queryOptions({
    queryKey: [...key, 'volunteer', volunteerId],
    queryFn: ({ signal }) => call(ReadVolunteerRecognition, { params: { id: volunteerId }, signal }),
  });
}

export function opportunityEvaluationsQuery(opportunityId: string) {
  return queryOptions({
    queryKey: [...key, 'opportunity', opportunityId],
    queryFn: ({ signal }) => call(ReadOpportunityEvaluations, { params: { id: opportunityId }, signal }),
  });
}

export function teamPageQuery(teamId: string) {
  return queryOptions({
    queryKey: [...key, 'team', teamId],
    queryFn: ({ signal }) => call(ReadTeamPage, { params: { id: teamId }, signal }),
  });
}

/** Rules change what every volunteer has. */
export function readRecognitionAnew(queryClient: QueryClient): void {
  void queryClient.invalidateQueries({ queryKey: key });
}
