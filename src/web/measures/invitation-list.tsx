import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button, Drawer } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ListInvitations } from '../../contract/campaigns.ts';
import type { AnswerOf } from '../../contract/operation.ts';
import { useSession } from '../base/session-context.ts';
import { ErrorState } from '../ui/error-state.tsx';
import { LoadingState } from '../ui/loading-state.tsx';
import { Tag } from '../ui/tag.tsx';
import { classLabel } from './class-label.ts';
import { LinksDialog, type SlipsOf } from './links-dialog.tsx';
import { type CampaignView, invitationsQuery } from './queries.ts';

/** Pupils of a class in a round: answered, still to answer, or not invited and why; and what can be done for each. */
export function InvitationList(props: {
  campaign: CampaignView;
  schoolClass: CampaignView['classes'][number];
  onClose: () => void;
}) {
  const { campaign, schoolClass, onClose } = props;
  const { t } = useTranslation('measures');
  const [lost, setLost] = useState<SlipsOf>();
  const list = useQuery(invitationsQuery(campaign.id, schoolClass.classId));
  return (
    <Drawer open title={classLabel(schoolClass)} onClose={onClose}>
      {list.error !== null && <ErrorState error={list.error} onRetry={() => void list.refetch()} />}
      {list.isPending && <LoadingState />}
      {list.data?.items.length === 0 && <p className="quiet">{t('campaign.openHint')}</p>}
      <ul className="items">
        {list.data?.items.map((invitation) => (
          <InvitedPupil
            key={invitation.clientId}
            invitation={invitation}
            campaign={campaign}
            onLost={() =>
              setLost({
                name: invitation.name,
                classId: schoolClass.classId,
                clientId: invitation.clientId,
              })
            }
          />
        ))}
      </ul>
      {lost !== undefined && (
        <LinksDialog campaignId={campaign.id} of={lost} onClose={() => setLost(undefined)} />
      )}
    </Drawer>
  );
}

type Invitation = AnswerOf<typeof ListInvitations>['items'][number];

function InvitedPupil(props: { invitation: Invitation; campaign: CampaignView; onLost: () => void }) {
  const { invitation, campaign, onLost } = props;
  const { clientId, name, withheld, answeredAt, issuedAt, keptApart } = invitation;
  const { t } = useTranslation('measures');
  const { may } = useSession();
  const isWaiting = withheld === null && answeredAt === null;
  const isOpen = campaign.state === 'open';
  return (
    <li className="item">
      <div className="item-main">
        <Link to="/clients/$clientId" params={{ clientId }}>
          {name}
        </Link>{' '}
        {withheld === null ? (
          <Tag tone={isWaiting ? 'plain' : 'good'}>
            {t(isWaiting ? 'campaign.waiting' : 'campaign.answered')}
          </Tag>
        ) : (
          <Tag tone="warning">{t(`campaign.withheldReasons.${withheld}`)}</Tag>
        )}{' '}
        {keptApart > 0 && <Tag tone="warning">{t('response.apartCount', { n: keptApart })}</Tag>}
      </div>
      {isWaiting && (
        <span className="row">
          {isOpen && may('campaign.manage') && (
            <Button
              size="small"
              onClick={onLost}
              aria-label={t(issuedAt === null ? 'slip.oneOf' : 'slip.lostOf', { name })}
            >
              {t(issuedAt === null ? 'slip.one' : 'slip.lost')}
            </Button>
          )}
          {!campaign.isCounted && may('response.create') && (
            <Link
              to="/measures/enter"
              search={{ client: clientId, round: campaign.id }}
              aria-label={t('action.of', { action: t('entry.open'), whose: name })}
            >
              {t('entry.open')}
            </Link>
          )}
        </span>
      )}
    </li>
  );
}
