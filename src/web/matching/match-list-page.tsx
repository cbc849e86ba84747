import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MatchView } from '../../contract/matches.ts';
import { useFormats } from '../base/formats.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { PagedList } from '../ui/paged-list.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { MatchDialog } from './match-dialog.tsx';
import { matchPages } from './queries.ts';
import { StateTag } from './state-tag.tsx';
import { useMatchTitle } from './use-match-title.ts';

/** What volunteers were looked for; whoever comes from an opportunity begins with that one. */
export function MatchListPage() {
  const { t } = useTranslation('matching');
  const navigate = useNavigate();
  const { opportunityId } = useSearch({ from: '/staff/matches' });
  const [isMaking, setMaking] = useState(opportunityId !== undefined);
  const list = useInfiniteQuery(matchPages);
  return (
    <>
      <PageHeader
        title={t('list.title')}
        lead={t('list.lead')}
        action={
          <Button type="primary" onClick={() => setMaking(true)}>
            {t('form.new')}
          </Button>
        }
      />
      {isMaking && (
        <MatchDialog
          opportunityId={opportunityId}
          onClose={() => setMaking(false)}
          onMade={(matchId) => void navigate({ to: '/matches/$matchId', params: { matchId } })}
        />
      )}
      <PagedList list={list} empty={<EmptyState title={t('list.none')} hint={t('list.noneHint')} />}>
        {(items) => (
          <div className="section">
            <ul className="items">
              {items.map((match) => (
                <MatchRow key={match.id} match={match} />
              ))}
            </ul>
          </div>
        )}
      </PagedList>
    </>
  );
}

function MatchRow({ match }: { match: MatchView }) {
  const { t } = useTranslation('matching');
  const { instant } = useFormats();
  const titleOf = useMatchTitle();
  const { id, state, wanted, filled, createdAt } = match;
  return (
    <li className="item">
      <div className="item-main">
        <Link to="/matches/$matchId" params={{ matchId: id }}>
          {titleOf(match)}
        </Link>{' '}
        <StateTag state={state} />
        <p className="quiet small">{t('list.made', { time: instant(createdAt) })}</p>
      </div>
      {wanted > 0 && <p className="small figures">{t('filled', { filled, wanted })}</p>}
    </li>
  );
}
