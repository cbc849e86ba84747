import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Drawer } from 'antd';
import { useTranslation } from 'react-i18next';
import { ErrorState } from '../ui/error-state.tsx';
import { LoadingState } from '../ui/loading-state.tsx';
import { Tag } from '../ui/tag.tsx';
import { type CampaignView, invitationsQuery } from './queries.ts';

/** Pupils of a class in a round: answered, still to answer, or not invited and why. */
export function InvitationList(props: {
  campaignId: string;
  schoolClass: CampaignView['classes'][number];
  onClose: () => void;
}) {
  const { campaignId, schoolClass, onClose } = props;
  const { t } = useTranslation('measures');
  const list = useQuery(invitationsQuery(campaignId, schoolClass.classId));
  return (
    <Drawer open title={schoolClass.name} onClose={onClose}>
      {list.error !== null && <ErrorState error={list.error} onRetry={() => void list.refetch()} />}
      {list.isPending && <LoadingState />}
      {list.data?.items.length === 0 && <p className="quiet">{t('campaign.openHint')}</p>}
      <ul className="list-plain">
        {list.data?.items.map(({ clientId, name, withheld, answeredAt, keptApart }) => (
          <li key={clientId} className="list-row">
            <Link to="/clients/$clientId" params={{ clientId }}>
              {name}
            </Link>
            {withheld === null ? (
              <Tag tone={answeredAt === null ? 'plain' : 'good'}>
                {answeredAt === null ? t('campaign.waiting') : t('campaign.answered')}
              </Tag>
            ) : (
              <Tag tone="warning">{t(`campaign.withheldReasons.${withheld}`)}</Tag>
            )}
            {keptApart > 0 && <Tag tone="warning">{t('response.apartCount', { n: keptApart })}</Tag>}
          </li>
        ))}
      </ul>
    </Drawer>
  );
}
