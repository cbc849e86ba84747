import { useMutation, useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { App, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { type PlacementView, ReadPlacementReport } from '../../contract/placements.ts';
import { call } from '../base/api.ts';
import { saveFile } from '../base/save-file.ts';
import { useColleagues } from '../identity/public.ts';
import { Definitions } from '../ui/definitions.tsx';
import { ErrorState } from '../ui/error-state.tsx';
import { LoadingState } from '../ui/loading-state.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { Section } from '../ui/section.tsx';
import { Evaluations } from './evaluations.tsx';
import { Hours } from './hours.tsx';
import { PlacementButtons } from './placement-buttons.tsx';
import { placementQuery } from './queries.ts';
import { StateTag } from './state-tag.tsx';
import { usePlacementWords } from './use-placement-words.ts';

/** A student's placement: hours, evaluations, and what the university is given. */
export function PlacementPage() {
  const { t } = useTranslation('placements');
  const { placementId } = useParams({ from: '/staff/placements/$placementId' });
  const words = usePlacementWords();
  const { nameOf } = useColleagues();
  const query = useQuery(placementQuery(placementId));
  if (query.isPending) return <LoadingState />;
  if (query.error !== null) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  const placement = query.data;
  const { student, brokenOffBecause } = placement;
  return (
    <>
      <PageHeader
        title={
          <>
            <bdi>{words.name(placement)}</bdi> <StateTag state={placement.state} />
          </>
        }
        lead={[student?.university ?? '', words.site(placement.siteId)]
          .filter((part) => part !== '')
          .join(' · ')}
        action={<PlacementButtons placement={placement} />}
      />
      <div className="stack">
        {brokenOffBecause !== null && (
          <p className="notice notice-warning">{t('page.brokenOff', { reason: brokenOffBecause })}</p>
        )}
        {placement.isUnsupervised && (
          <p className="notice notice-warning">
            {t('page.unsupervised', { name: nameOf(placement.supervisorId) })}
          </p>
        )}
        <Hours placement={placement} />
        <Evaluations placement={placement} />
        <About placement={placement} />
        {student !== null && <Report placementId={placement.id} />}
      </div>
    </>
  );
}

function About({ placement }: { placement: PlacementView }) {
  const { t } = useTranslation('placements');
  const words = usePlacementWords();
  const { nameOf } = useColleagues();
  const { student } = placement;
  const rows = [
    ...(student === null
      ? []
      : [
          { term: t('form.university'), value: student.university },
          { term: t('form.studentNumber'), value: student.studentNumber },
          { term: t('form.tutorName'), value: student.tutorName },
          {
            term: t('form.tutorPhone'),
            value:
              student.tutorPhone === '' ? null : (
                <a href={`tel:${student.tutorPhone}`}>{student.tutorPhone}</a>
              ),
          },
        ]),
    { term: t('form.site'), value: words.site(placement.siteId) },
    { term: t('form.supervisor'), value: nameOf(placement.supervisorId) },
    { term: t('page.period'), value: words.days(placement) },
    { term: t('page.agreed'), value: words.minutes(placement.agreedMinutes) },
  ];
  return (
    <Section title={t('page.about')}>
      <Definitions rows={rows} />
    </Section>
  );
}

const languages = ['zh', 'en'] as const;

function Report({ placementId }: { placementId: string }) {
  const { t } = useTranslation('placements');
  const { message } = App.useApp();
  const read = useMutation({
    mutationFn: (language: (typeof languages)[number]) =>
      call(ReadPlacementReport, { params: { id: placementId }, query: { language } }),
    onSuccess: (content) => saveFile(content, 'application/pdf', 'placement-report.pdf'),
    onError: (error) => void message.error(error.message),
  });
  return (
    <Section title={t('page.report')}>
      <p className="quiet small">{t('page.reportHint')}</p>
      <div className="row">
        {languages.map((language) => (
          <Button
            key={language}
            loading={read.isPending && read.variables === language}
            onClick={() => read.mutate(language)}
          >
            {t(`page.reports.${language}`)}
          </Button>
        ))}
      </div>
    </Section>
  );
}
