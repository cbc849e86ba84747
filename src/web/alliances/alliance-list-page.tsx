import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AllianceItemView } from '../../contract/alliances.ts';
import { useFormats } from '../base/formats.ts';
import { useSession } from '../base/session-context.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { ErrorState } from '../ui/error-state.tsx';
import { LoadingState } from '../ui/loading-state.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { FoundDialog } from './found-dialog.tsx';
import { alliancesQuery } from './queries.ts';
import { OwnTag } from './standing-tag.tsx';

/** Alliances that the organisation is or was in, or is asked to join. */
export function AllianceListPage() {
  const { t } = useTranslation('alliances');
  const mayManage = useSession().may('alliance.manage');
  const navigate = useNavigate();
  const [isFounding, setFounding] = useState(false);
  return (
    <>
      <PageHeader
        title={t('list.title')}
        lead={t('list.lead')}
        action={
          mayManage && (
            <Button type="primary" onClick={() => setFounding(true)}>
              {t('found.new')}
            </Button>
          )
        }
      />
      {isFounding && (
        <FoundDialog
          onClose={() => setFounding(false)}
          onFounded={({ id }) => void navigate({ to: '/alliances/$allianceId', params: { allianceId: id } })}
        />
      )}
      <List mayManage={mayManage} />
    </>
  );
}

function List({ mayManage }: { mayManage: boolean }) {
  const { t } = useTranslation('alliances');
  const query = useQuery(alliancesQuery);
  if (query.isPending) return <LoadingState />;
  if (query.error !== null) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  const { items } = query.data;
  if (items.length === 0)
    return <EmptyState title={t('list.none')} hint={t(mayManage ? 'list.noneHint' : 'list.noneReader')} />;
  return (
    <div className="section">
      <ul className="items">
        {items.map((alliance) => (
          <Row key={alliance.id} alliance={alliance} />
        ))}
      </ul>
    </div>
  );
}

function Row({ alliance }: { alliance: AllianceItemView }) {
  const { t } = useTranslation('alliances');
  const { inLanguage } = useFormats();
  const { id, name, purpose, host, role, members } = alliance;
  return (
    <li className="item">
      <div className="item-main">
        <Link to="/alliances/$allianceId" params={{ allianceId: id }}>
          {name}
        </Link>{' '}
        <OwnTag alliance={alliance} />
        <p className="quiet small">
          {[t('list.host', { name: inLanguage(host.name, host.nameEn) }), t(`roles.${role}`)].join(' · ')}
        </p>
        {purpose !== '' && <p className="clamped">{purpose}</p>}
      </div>
      <p className="small figures">{t('members', { count: members })}</p>
    </li>
  );
}
