import type { QueryClient } from '@tanstack/react-query';
import { type ChangeOptions, useChange } from '../ui/use-change.ts';
import { studiesKey, studyQuery, type StudyView } from './queries.ts';

/** Puts a study where its page reads it; lists and results, which follow from it, are read again. */
export function keepStudy(queryClient: QueryClient, study: StudyView): void {
  const { queryKey } = studyQuery(study.id);
  queryClient.setQueryData(queryKey, study);
  for (const following of [
    [...studiesKey, 'list'],
    [...queryKey, 'results'],
    [...queryKey, 'pooled'],
  ]) {
    void queryClient.invalidateQueries({ queryKey: following });
  }
}

/** A change that answers with the study as it is now. */
export function useStudyChange<Values>(options: ChangeOptions<Values, StudyView>) {
  return useChange(options, keepStudy);
}
