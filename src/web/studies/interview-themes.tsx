import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { type InterviewFindings, themesByMentions } from '../../domain/studies/interview-findings.ts';
import { useFormats } from '../base/formats.ts';
import { ErrorState } from '../ui/error-state.tsx';
import { LoadingState } from '../ui/loading-state.tsx';
import { Section } from '../ui/section.tsx';
import { interviewsQuery, type StudyView } from './queries.ts';

/** What interviews beside the study said, and where to write it down. */
export function InterviewThemes({ study }: { study: StudyView }) {
  const { t } = useTranslation('studies');
  const interviews = useQuery(interviewsQuery(study.id));
  if (interviews.error !== null)
    return <ErrorState error={interviews.error} onRetry={() => void interviews.refetch()} />;
  if (interviews.data === undefined) return <LoadingState />;
  const { findings } = interviews.data;
  return (
    <Section
      title={t('interviews.title')}
      action={
        <Link to="/studies/$studyId/interviews" params={{ studyId: study.id }}>
          <Button tabIndex={-1}>{t(findings === null ? 'interviews.write' : 'interviews.edit')}</Button>
        </Link>
      }
    >
      {findings === null ? <p className="quiet">{t('interviews.none')}</p> : <Themes findings={findings} />}
    </Section>
  );
}

function Themes({ findings }: { findings: InterviewFindings }) {
  const { t } = useTranslation('studies');
  const { inLanguage } = useFormats();
  const { interviews, who, method } = findings;
  return (
    <>
      <p className="quiet">{t('interviews.basis', { n: interviews, who, method })}</p>
      {themesByMentions(findings).map((theme) => (
        <section key={theme.title}>
          <h3>
            {inLanguage(theme.title, theme.titleEn)}{' '}
            <span className="quiet">{t('interviews.mentioned', { n: theme.mentions, of: interviews })}</span>
          </h3>
          {theme.description !== '' && <p>{theme.description}</p>}
          {theme.quotes.map(({ text, who: speaker }) => (
            <blockquote key={text}>
              <p>{text}</p>
              <footer className="quiet">{speaker}</footer>
            </blockquote>
          ))}
        </section>
      ))}
    </>
  );
}
