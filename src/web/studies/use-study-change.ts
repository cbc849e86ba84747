import { type ChangeOptions, useChange } from '../ui/use-change.ts';
import { studiesKey, studyQuery, type StudyView } from './queries.ts';

/** A change that answers with the study as it is now; results and lists are read again. */
export function useStudyChange<Values>(options: ChangeOptions<Values, StudyView>) {
  return useChange(options, (queryClient, study) => {
    queryClient.setQueryData(studyQuery(study.id).queryKey, study);
    void queryClient.invalidateQueries({ queryKey: studiesKey });
  });
}
