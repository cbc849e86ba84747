import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { MeetingView } from '../../contract/meetings.ts';
import { useFormats } from '../base/formats.ts';
import { useSession } from '../base/session-context.ts';
import { ErrorState } from '../ui/error-state.tsx';
import { LoadingState } from '../ui/loading-state.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { useNow } from '../ui/use-now.ts';
import { Agenda } from './agenda.tsx';
import { AnswerTag } from './answer-tag.tsx';
import styles from './meetings.module.css';
import { MeetingButtons } from './meeting-buttons.tsx';
import { OwnAnswer } from './own-answer.tsx';
import { Participants } from './participants.tsx';
import { meetingQuery } from './queries.ts';
import { Recorded } from './recorded.tsx';
import { useMeetingWords } from './use-meeting-words.ts';

/** Who comes to a meeting, what is on its agenda, and what is to be done afterwards. */
export function MeetingPage() {
  const { t } = useTranslation('meetings');
  const { meetingId } = useParams({ from: '/staff/meetings/$meetingId' });
  const { inLanguage } = useFormats();
  const { span } = useMeetingWords();
  const { may } = useSession();
  const now = useNow();
  const query = useQuery(meetingQuery(meetingId));
  if (query.isPending) return <LoadingState />;
  if (query.error !== null) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  const meeting = query.data;
  const { title, kind, organiser, allianceId, allianceName, place, isOpen, isOrganiser } = meeting;
  const isComing = isOpen && Date.parse(meeting.endsAt) > now;
  const mayManage = may('alliance.manage') && isOpen;
  const mayJoin = may('meeting.join') && isOpen;
  return (
    <>
      <PageHeader
        title={
          <>
            {title} <AnswerTag meeting={meeting} />
          </>
        }
        lead={<Lead parts={[t(`kinds.${kind}`), span(meeting)]} place={place} />}
        action={mayManage && isComing && isOrganiser && <MeetingButtons meeting={meeting} />}
      />
      <div className="stack">
        <p className={`quiet small ${styles['where']}`}>
          <Link to="/alliances/$allianceId" params={{ allianceId }}>
            {allianceName}
          </Link>
          {' · '}
          {t('organiser', { name: inLanguage(organiser.name, organiser.nameEn) })}
        </p>
        <Over meeting={meeting} />
        {mayJoin && isComing && <OwnAnswer meeting={meeting} mayManage={mayManage} />}
        <Agenda
          meeting={meeting}
          mayJoin={mayJoin && isComing}
          mayOrder={mayManage && isComing && isOrganiser}
        />
        <Recorded meeting={meeting} mayJoin={mayJoin} />
        <Participants meeting={meeting} mayManage={mayManage} />
      </div>
    </>
  );
}

/** That it is off, or that it can only be read. */
function Over({ meeting }: { meeting: MeetingView }) {
  const { t } = useTranslation('meetings');
  const { isCancelled, cancelReason, isOpen } = meeting;
  if (isCancelled)
    return <p className="notice notice-danger">{t('page.cancelled', { reason: cancelReason ?? '' })}</p>;
  if (!isOpen) return <p className="notice notice-warning">{t('page.readOnly')}</p>;
  return null;
}

/** A conference is gone to by its address. */
function Lead({ parts, place }: { parts: readonly string[]; place: string }) {
  if (place === '') return parts.join(' · ');
  const isAddress = /^https?:\/\/\S+$/.test(place);
  return (
    <span className={styles['where']}>
      {parts.join(' · ')} ·{' '}
      {isAddress ? (
        <a href={place} target="_blank" rel="noreferrer">
          {place}
        </a>
      ) : (
        place
      )}
    </span>
  );
}
