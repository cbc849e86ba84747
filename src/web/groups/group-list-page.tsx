import { PlusOutlined } from '@ant-design/icons';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useSession } from '../base/session-context.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { PagedList } from '../ui/paged-list.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { GroupList } from './group-list.tsx';
import { groupPages } from './queries.ts';

export function GroupListPage() {
  const { t } = useTranslation('groups');
  const { may } = useSession();
  const list = useInfiniteQuery(groupPages);
  return (
    <>
      <PageHeader
        title={t('group.title')}
        lead={t('group.lead')}
        action={
          may('group.manage') && (
            <Link to="/groups/new">
              <Button type="primary" icon={<PlusOutlined aria-hidden />} tabIndex={-1}>
                {t('group.new')}
              </Button>
            </Link>
          )
        }
      />
      <PagedList list={list} empty={<EmptyState title={t('group.empty')} hint={t('group.emptyHint')} />}>
        {(groups) => (
          <div className="section">
            <GroupList groups={groups} />
          </div>
        )}
      </PagedList>
    </>
  );
}
