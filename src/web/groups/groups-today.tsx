import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../base/formats.ts';
import { useSession } from '../base/session-context.ts';
import { ErrorState } from '../ui/error-state.tsx';
import { LoadingState } from '../ui/loading-state.tsx';
import { Section } from '../ui/section.tsx';
import { dueGroups } from './due-groups.ts';
import { GroupList } from './group-list.tsx';
import { groupPages } from './queries.ts';

/** Sessions of my own groups: those within a week, and before them those that nobody has recorded yet. */
export function GroupsToday() {
  const { t } = useTranslation('groups');
  const { me } = useSession();
  const { today } = useFormats();
  const list = useInfiniteQuery(groupPages);
  const groups = (list.data?.pages ?? []).flatMap(({ items }) => items);
  const due = dueGroups(groups, me.user.id, today);
  return (
    <Section title={t('group.today')} action={<Link to="/groups">{t('group.title')}</Link>}>
      {list.error !== null && <ErrorState error={list.error} onRetry={() => void list.refetch()} />}
      {list.isPending && <LoadingState rows={2} />}
      {list.isSuccess && due.length === 0 && <p className="quiet">{t('group.todayNone')}</p>}
      <GroupList groups={due} canRecord />
    </Section>
  );
}
