import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CloseCampaign, OpenCampaign } from '../../contract/campaigns.ts';
import { call } from '../base/api.ts';
import { ExtendDialog } from './extend-dialog.tsx';
import { campaignsKey, type CampaignView } from './queries.ts';

/** One main action: open what is planned; then invite, extend and end; open again what is over, until it was counted. */
export function CampaignActions({ campaign }: { campaign: CampaignView }) {
  const { t } = useTranslation('measures');
  const { message } = App.useApp();
  const queryClient = useQueryClient();
  const [isExtending, setExtending] = useState(false);
  const endAfterAsking = useEnding(campaign);
  const open = useMutation({
    mutationFn: () => call(OpenCampaign, { params: { id: campaign.id } }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: campaignsKey }),
    onError: (error: Error) => void message.error(error.message),
  });
  const isOver = campaign.state === 'closed';
  if (campaign.openedAt === null) {
    return (
      <Button type="primary" onClick={() => open.mutate()} loading={open.isPending}>
        {t('campaign.open')}
      </Button>
    );
  }
  if (isOver && campaign.isCounted) return null;
  return (
    <span className="row">
      {!isOver && (
        <Button onClick={() => open.mutate()} loading={open.isPending}>
          {t('campaign.inviteAgain')}
        </Button>
      )}
      <Button onClick={() => setExtending(true)}>{t(isOver ? 'ending.reopen' : 'ending.extend')}</Button>
      {!isOver && <Button onClick={endAfterAsking}>{t('campaign.close')}</Button>}
      {isExtending && <ExtendDialog campaign={campaign} onClose={() => setExtending(false)} />}
    </span>
  );
}

/** Ends the round after saying what that means. */
function useEnding({ id, classes, countedInSteps }: CampaignView): () => void {
  const { t } = useTranslation('measures');
  const { message, modal } = App.useApp();
  const queryClient = useQueryClient();
  const close = useMutation({
    mutationFn: () => call(CloseCampaign, { params: { id } }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: campaignsKey }),
    onError: (error: Error) => void message.error(error.message),
  });
  const waiting = classes.reduce((total, { invited, answered }) => total + invited - answered, 0);
  return () =>
    void modal.confirm({
      title: t('ending.title'),
      content: (
        <ul>
          {countedInSteps === null && <li>{t('ending.waiting', { n: waiting })}</li>}
          <li>{t('ending.links')}</li>
          <li>{t('ending.late')}</li>
          <li>{t('ending.back')}</li>
        </ul>
      ),
      okText: t('campaign.close'),
      cancelText: t('action.cancel'),
      autoFocusButton: 'cancel',
      onOk: () => close.mutateAsync().catch(() => undefined),
    });
}
