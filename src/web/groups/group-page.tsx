import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useFigures } from '../base/figures.ts';
import { useColleagues } from '../identity/public.ts';
import { useSiteNames } from '../organisations/public.ts';
import { playbookQuery, usePlaybooks } from '../playbooks/public.ts';
import { ErrorState } from '../ui/error-state.tsx';
import { LoadingState } from '../ui/loading-state.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { GroupMembers } from './group-members.tsx';
import { GroupSessions } from './group-sessions.tsx';
import { groupQuery, type GroupView } from './queries.ts';

export function GroupPage() {
  const { groupId } = useParams({ from: '/staff/groups/$groupId' });
  const group = useQuery(groupQuery(groupId));
  const playbookId = group.data?.playbookId;
  const playbook = useQuery({ ...playbookQuery(playbookId ?? ''), enabled: playbookId !== undefined });
  const failed = [group, playbook].find(({ error }) => error !== null);
  if (failed !== undefined) return <ErrorState error={failed.error} onRetry={() => void failed.refetch()} />;
  if (group.data === undefined || playbook.data === undefined) return <LoadingState rows={8} />;
  return (
    <>
      <GroupHeader group={group.data} />
      <div className="columns columns-main">
        <GroupSessions group={group.data} playbook={playbook.data} />
        <GroupMembers group={group.data} />
      </div>
    </>
  );
}

function GroupHeader({ group }: { group: GroupView }) {
  const { t } = useTranslation('groups');
  const { percent } = useFigures();
  const { titleOf } = usePlaybooks();
  const { namesOf } = useColleagues();
  const siteNameOf = useSiteNames();
  const { fidelity } = group;
  return (
    <PageHeader
      title={group.name}
      lead={
        <>
          <Link to="/playbooks/$playbookId" params={{ playbookId: group.playbookId }}>
            {titleOf(group.playbookId)}
          </Link>{' '}
          · {t(`session.levels.${group.level}`)} · {siteNameOf(group.siteId)} · {namesOf(group.leaderIds)}
          <br />
          {fidelity === null
            ? t('group.overallNone')
            : t('group.overall', {
                percent: percent(fidelity.share),
                done: fidelity.done,
                planned: fidelity.planned,
              })}
        </>
      }
    />
  );
}
