import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { PrinterOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../base/formats.ts';
import { useSession } from '../base/session-context.ts';
import { ErrorState } from '../ui/error-state.tsx';
import { LoadingState } from '../ui/loading-state.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { Section } from '../ui/section.tsx';
import { InterviewThemes } from './interview-themes.tsx';
import { OwnResults } from './own-results.tsx';
import { PooledResults } from './pooled-results.tsx';
import { type StudyView, studyQuery } from './queries.ts';
import { StudyParticipation } from './study-participation.tsx';
import { StudyPlanning } from './study-planning.tsx';
import { StudyProtocol } from './study-protocol.tsx';
import { StudyTags } from './study-tags.tsx';

export function StudyPage() {
  const { studyId } = useParams({ from: '/staff/studies/$studyId' });
  const study = useQuery(studyQuery(studyId));
  if (study.error !== null) return <ErrorState error={study.error} onRetry={() => void study.refetch()} />;
  if (study.data === undefined) return <LoadingState />;
  return <StudyDetails study={study.data} />;
}

/** The one answer as soon as there is one, then what to do next, and the protocol that fixed it in advance. */
function StudyDetails({ study }: { study: StudyView }) {
  const { t } = useTranslation('studies');
  const { may } = useSession();
  const { inLanguage } = useFormats();
  const isRegistered = study.registeredAt !== null;
  const hasOwnResults = isRegistered && study.participation?.joinedAt != null && may('study.conduct');
  const hasPooledResults = isRegistered && study.isOwner && study.releases.length > 0;
  const isDone = study.participation?.deliveredAt != null;
  const participation = study.participation !== null && (
    <StudyParticipation study={study} participation={study.participation} />
  );
  return (
    <>
      <PageHeader
        title={inLanguage(study.title, study.titleEn)}
        lead={inLanguage(study.question, study.questionEn)}
        action={
          (hasOwnResults || hasPooledResults) && (
            <Button icon={<PrinterOutlined aria-hidden />} onClick={() => window.print()}>
              {t('study.print')}
            </Button>
          )
        }
      />
      <StudyTags study={study} />
      {hasPooledResults && <PooledResults study={study} />}
      {hasOwnResults && <OwnResults study={study} />}
      {study.isOwner && <StudyPlanning study={study} />}
      {!isDone && participation}
      {isRegistered && study.isOwner && !hasPooledResults && (
        <ResultsToCome title={t('study.pooledResults')} when={t('study.notYet')} />
      )}
      {hasOwnResults && <InterviewThemes study={study} />}
      {study.participation?.joinedAt === null && (
        <ResultsToCome title={t('study.results')} when={t('study.notJoined')} />
      )}
      {isDone && participation}
      <StudyProtocol study={study} />
    </>
  );
}

function ResultsToCome({ title, when }: { title: string; when: string }) {
  return (
    <Section title={title}>
      <p className="quiet">{when}</p>
    </Section>
  );
}
