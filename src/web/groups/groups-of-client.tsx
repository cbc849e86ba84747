import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../base/formats.ts';
import { ErrorState } from '../ui/error-state.tsx';
import { LoadingState } from '../ui/loading-state.tsx';
import { Section } from '../ui/section.tsx';
import { groupsOfClientQuery } from './queries.ts';

/** Groups that one client is or was in, with how much of each they had. */
export function GroupsOfClient({ clientId }: { clientId: string }) {
  const { t } = useTranslation('groups');
  const { day } = useFormats();
  const list = useQuery(groupsOfClientQuery(clientId));
  return (
    <Section title={t('group.ofClient')}>
      {list.error !== null && <ErrorState error={list.error} onRetry={() => void list.refetch()} />}
      {list.isPending && <LoadingState rows={1} />}
      {list.data?.items.length === 0 && <p className="quiet">{t('group.ofClientNone')}</p>}
      <ul className="items">
        {list.data?.items.map(({ groupId, name, enrolledOn, leftOn, dose, sessionsHeld }) => (
          <li key={groupId} className="item item-tight">
            <div className="item-main">
              <Link to="/groups/$groupId" params={{ groupId }}>
                {name}
              </Link>
              <p className="quiet small">
                {leftOn === null
                  ? t('group.enrolledOn', { day: day(enrolledOn) })
                  : t('group.leftOn', { day: day(leftOn) })}
              </p>
            </div>
            <span className="quiet">
              {t('group.dose', { done: dose.done, held: sessionsHeld, planned: dose.planned })}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
