import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../base/formats.ts';
import { useSession } from '../base/session-context.ts';
import { ErrorState } from '../ui/error-state.tsx';
import { LoadingState } from '../ui/loading-state.tsx';
import { Section } from '../ui/section.tsx';
import { useNow } from '../ui/use-now.ts';
import { nextStep } from './next-step.ts';
import { type StudyItemView, type StudyView, studiesQuery, studyQuery } from './queries.ts';
import { useAwaitedWords } from './use-awaited-words.ts';
import { useParticipantNames } from './use-participant-names.ts';

/** each is read by itself to say what it waits for; further ones stand in the list of studies */
const SHOWN = 6;

/** Studies that wait for something, and the newest results; nothing for whoever only takes part and is asked for nothing. */
export function StudiesToday() {
  const { t } = useTranslation('studies');
  const { may } = useSession();
  const list = useQuery(studiesQuery);
  const items = (list.data?.items ?? []).filter(concernsReader);
  if (list.isSuccess && items.length === 0 && may('case.read')) return null;
  return (
    <Section title={t('today.studies')} action={<Link to="/studies">{t('today.allStudies')}</Link>}>
      {list.error !== null && <ErrorState error={list.error} onRetry={() => void list.refetch()} />}
      {list.isPending && <LoadingState rows={2} />}
      {list.isSuccess && items.length === 0 && <p>{t('today.noStudies')}</p>}
      <ul className="items">
        {items.slice(0, SHOWN).map((item) => (
          <StudyWaiting key={item.id} item={item} />
        ))}
      </ul>
    </Section>
  );
}

/** Its owner hears of sums that came; a participant of what it has not done yet. */
function concernsReader({ isOwner, site }: StudyItemView): boolean {
  return isOwner || site === 'offered' || site === 'joined';
}

function StudyWaiting({ item }: { item: StudyItemView }) {
  const { inLanguage } = useFormats();
  const study = useQuery(studyQuery(item.id)).data;
  return (
    <li className="item">
      <div className="item-main">
        <Link to="/studies/$studyId" params={{ studyId: item.id }}>
          {inLanguage(item.title, item.titleEn)}
        </Link>
        {study !== undefined && <WhatItWaitsFor study={study} />}
      </div>
    </li>
  );
}

function WhatItWaitsFor({ study }: { study: StudyView }) {
  const { t } = useTranslation('studies');
  const { instant } = useFormats();
  const nameOf = useParticipantNames(study);
  const awaitedWords = useAwaitedWords();
  const newest = study.releases.toSorted((left, right) => (left.releasedAt < right.releasedAt ? 1 : -1))[0];
  const now = new Date(useNow());
  const next = study.participation === null ? undefined : nextStep(study.participation, now);
  const step = next?.step;
  return (
    <>
      {study.isOwner && <p className="quiet">{awaitedWords(study)}</p>}
      {newest !== undefined && (
        <p className="quiet">
          {t('today.newest', {
            name: nameOf(newest.organisationId),
            time: instant(newest.releasedAt),
          })}
        </p>
      )}
      {step === 'join' && <p className="quiet">{t('study.nextJoin')}</p>}
      {step === 'waves' && <p className="quiet">{t('study.nextWaves')}</p>}
      {next?.step === 'arriving' && (
        <p className="quiet">{t('study.nextArriving', { time: instant(next.until.toISOString()) })}</p>
      )}
      {step === 'release' && <p className="quiet">{t('study.nextRelease')}</p>}
      {step === 'undelivered' && <p className="quiet">{t('study.nextUndelivered')}</p>}
    </>
  );
}
