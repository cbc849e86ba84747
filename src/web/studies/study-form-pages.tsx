import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { ChangeStudy, CreateStudy } from '../../contract/studies.ts';
import { call } from '../base/api.ts';
import { ErrorState } from '../ui/error-state.tsx';
import { LoadingState } from '../ui/loading-state.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { studyQuery, type StudyView } from './queries.ts';
import { StudyForm } from './study-form-fields.tsx';
import { studyFormValues } from './study-form.ts';
import { keepStudy } from './use-study-change.ts';

export function NewStudyPage() {
  const { t } = useTranslation('studies');
  const showStudy = useShowStudy();
  return (
    <>
      <PageHeader title={t('study.new')} lead={t('study.newLead')} />
      <StudyForm
        record="study.new"
        initial={{ sd: { kind: 'baseline' } }}
        save={(plan, draft) => draft.send(CreateStudy, { body: { id: draft.id, ...plan } })}
        onSaved={showStudy}
        onCancel={() => void showStudy()}
      />
    </>
  );
}

export function StudyPlanPage() {
  const { studyId } = useParams({ from: '/staff/studies/$studyId/plan' });
  const study = useQuery(studyQuery(studyId));
  if (study.error !== null) return <ErrorState error={study.error} onRetry={() => void study.refetch()} />;
  if (study.data === undefined) return <LoadingState />;
  return <PlanOf study={study.data} />;
}

function PlanOf({ study }: { study: StudyView }) {
  const { t } = useTranslation('studies');
  const showStudy = useShowStudy();
  const params = { id: study.id };
  return (
    <>
      <PageHeader title={t('study.edit')} lead={t('study.newLead')} />
      <StudyForm
        record={`study.${study.id}.plan`}
        initial={studyFormValues(study.protocol)}
        save={(plan) => call(ChangeStudy, { params, version: study.version, body: plan })}
        onSaved={showStudy}
        onCancel={() => void showStudy(study)}
      />
    </>
  );
}

/** To the study's page, which shows what was saved; without a study to the list. */
function useShowStudy() {
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  return async (study?: StudyView) => {
    if (study === undefined) return navigate({ to: '/studies' });
    keepStudy(queryClient, study);
    return navigate({ to: '/studies/$studyId', params: { studyId: study.id }, replace: true });
  };
}
