import { useTranslation } from 'react-i18next';
import type { WorkerRecordView } from '../../contract/talent.ts';
import { useFormats } from '../base/formats.ts';
import { useSession } from '../base/session-context.ts';
import { Section } from '../ui/section.tsx';
import { LoadTable } from './load.tsx';
import { Profile } from './profile.tsx';
import { Records } from './records.tsx';
import { SupervisionLine } from './standing.tsx';
import { WaitingSessions } from './waiting-sessions.tsx';
import { SupervisionList } from './supervision-list.tsx';

/** What is known of one of the staff, the same to themselves and to whoever answers for them. */
export function WorkerRecord({ worker, isOwn }: { worker: WorkerRecordView; isOwn: boolean }) {
  const { t } = useTranslation('talent');
  const { minutesOf } = useFormats();
  const { may, me } = useSession();
  const { workload, supervision, sessions, waitingSessions } = worker;
  return (
    <>
      <Section title={t('load.title')}>
        {workload === null ? <p className="quiet">{t('load.without')}</p> : <LoadTable workload={workload} />}
      </Section>
      <Profile worker={worker} isOwn={isOwn} />
      <Records worker={worker} isOwn={isOwn} />
      <Section title={t('supervision.title')}>
        <p>
          {t('supervision.last')} <SupervisionLine worker={worker} />
        </p>
        <p className="quiet small">
          {t('supervision.sums', {
            received: minutesOf(supervision.receivedMinutes),
            given: minutesOf(supervision.givenMinutes),
          })}
          {supervision.overlappingMinutes > 0 &&
            ` ${t('supervision.overlapping', { time: minutesOf(supervision.overlappingMinutes) })}`}
        </p>
        <WaitingSessions
          sessions={waitingSessions}
          of={worker.accountId === me.user.id ? undefined : worker.name}
        />
        {!isOwn && !may('supervision.manage') ? (
          <p className="quiet">{t('supervision.closed')}</p>
        ) : sessions.length === 0 ? (
          <p className="quiet">{t('supervision.none')}</p>
        ) : (
          <SupervisionList sessions={sessions} />
        )}
      </Section>
    </>
  );
}
