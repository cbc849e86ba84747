import { PlusOutlined } from '@ant-design/icons';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../base/formats.ts';
import { useSession } from '../base/session-context.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { PagedList } from '../ui/paged-list.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { CampaignStateTag } from './campaign-tags.tsx';
import { campaignPages } from './queries.ts';

export function CampaignListPage() {
  const { t } = useTranslation('measures');
  const { may } = useSession();
  const { instant } = useFormats();
  const list = useInfiniteQuery(campaignPages);
  return (
    <>
      <PageHeader
        title={t('campaign.title')}
        lead={t('campaign.lead')}
        action={
          <>
            {may('study.conduct') && (
              <Link to="/measures/quality">
                <Button tabIndex={-1}>{t('quality.open')}</Button>
              </Link>
            )}{' '}
            {may('campaign.manage') && (
              <Link to="/measures/new">
                <Button type="primary" icon={<PlusOutlined aria-hidden />} tabIndex={-1}>
                  {t('campaign.new')}
                </Button>
              </Link>
            )}
          </>
        }
      />
      <PagedList
        list={list}
        empty={<EmptyState title={t('campaign.empty')} hint={t('campaign.emptyHint')} />}
      >
        {(campaigns) => (
          <ul className="section list-plain">
            {campaigns.map((campaign) => (
              <li key={campaign.id} className="list-row">
                <div>
                  <Link to="/measures/$campaignId" params={{ campaignId: campaign.id }}>
                    <strong>{campaign.title}</strong>
                  </Link>
                  <div className="quiet">
                    {t(`measure.waves.${campaign.wave}`)} · {instant(campaign.opensAt)} –{' '}
                    {instant(campaign.closesAt)} · {t('campaign.classes', { n: campaign.classIds.length })}
                  </div>
                </div>
                <CampaignStateTag state={campaign.state} />
              </li>
            ))}
          </ul>
        )}
      </PagedList>
    </>
  );
}
