import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PlacementItemView } from '../../contract/placements.ts';
import { useSession } from '../base/session-context.ts';
import { useColleagues } from '../identity/public.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { PagedList } from '../ui/paged-list.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { PlacementDialog } from './placement-dialog.tsx';
import { placementPages } from './queries.ts';
import { StateTag } from './state-tag.tsx';
import { usePlacementWords } from './use-placement-words.ts';

/** Students who learn the work here; of whoever does not manage all, their own. */
export function PlacementListPage() {
  const { t } = useTranslation('placements');
  const mayPlan = useSession().may('placement.plan');
  const navigate = useNavigate();
  const [isMaking, setMaking] = useState(false);
  const list = useInfiniteQuery(placementPages);
  return (
    <>
      <PageHeader
        title={t('list.title')}
        lead={t(mayPlan ? 'list.leadAll' : 'list.leadOwn')}
        action={
          mayPlan && (
            <Button type="primary" onClick={() => setMaking(true)}>
              {t('form.new')}
            </Button>
          )
        }
      />
      {isMaking && (
        <PlacementDialog
          placement={undefined}
          onClose={() => setMaking(false)}
          onSaved={({ id }) => void navigate({ to: '/placements/$placementId', params: { placementId: id } })}
        />
      )}
      <PagedList
        list={list}
        empty={<EmptyState title={t('list.none')} hint={t(mayPlan ? 'list.noneHint' : 'list.noneOwnHint')} />}
      >
        {(items) => (
          <div className="section">
            <ul className="items">
              {items.map((placement) => (
                <PlacementRow key={placement.id} placement={placement} />
              ))}
            </ul>
          </div>
        )}
      </PagedList>
    </>
  );
}

function PlacementRow({ placement }: { placement: PlacementItemView }) {
  const { t } = useTranslation('placements');
  const words = usePlacementWords();
  const { nameOf } = useColleagues();
  const { student, waitingMinutes, isUnsupervised } = placement;
  return (
    <li className="item">
      <div className="item-main">
        <Link to="/placements/$placementId" params={{ placementId: placement.id }}>
          <bdi>{words.name(placement)}</bdi>
        </Link>{' '}
        <StateTag state={placement.state} />
        <p className="quiet small">
          {[
            ...(student === null ? [] : [student.university]),
            words.site(placement.siteId),
            nameOf(placement.supervisorId),
          ].join(' · ')}
        </p>
        <p>{words.days(placement)}</p>
        {isUnsupervised && (
          <p className="notice notice-warning">
            {t('page.unsupervised', { name: nameOf(placement.supervisorId) })}
          </p>
        )}
      </div>
      <p className="small">
        {words.sum(placement)}
        {waitingMinutes > 0 && ` · ${t('waiting', { minutes: words.minutes(waitingMinutes) })}`}
      </p>
    </li>
  );
}
