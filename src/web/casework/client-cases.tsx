import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { App, Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CreateCase } from '../../contract/casework.ts';
import { call } from '../base/api.ts';
import { newId } from '../base/ids.ts';
import { useSession } from '../base/session-context.ts';
import { ErrorState } from '../ui/error-state.tsx';
import { LoadingState } from '../ui/loading-state.tsx';
import { Section } from '../ui/section.tsx';
import { CaseList } from './case-list.tsx';
import { casePages, casesKey, referralPages } from './queries.ts';
import { ReferDialog } from './refer-dialog.tsx';
import { ReferralList } from './referral-list.tsx';

/** The cases of one client, with the two ways to a new one. */
export function ClientCases({ client }: { client: { id: string; name: string } }) {
  const { t } = useTranslation('casework');
  const { may } = useSession();
  const { message } = App.useApp();
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const [isReferring, setReferring] = useState(false);
  const [caseId] = useState(() => newId());
  const list = useInfiniteQuery(casePages({ clientId: client.id }));
  const cases = (list.data?.pages ?? []).flatMap(({ items }) => items);
  const open = useMutation({
    mutationFn: () => call(CreateCase, { body: { id: caseId, clientId: client.id } }),
    onError: (error) => void message.error(error.message),
    onSuccess: async (opened) => {
      void message.success(t('case.opened'));
      await queryClient.invalidateQueries({ queryKey: casesKey });
      await navigate({ to: '/cases/$caseId', params: { caseId: opened.id } });
    },
  });
  return (
    <Section
      title={t('case.ofClient')}
      action={
        <span className="row">
          {may('referral.create') && <Button onClick={() => setReferring(true)}>{t('referral.new')}</Button>}
          {may('case.open') && (
            <Button type="primary" onClick={() => open.mutate()} loading={open.isPending}>
              {t('case.open')}
            </Button>
          )}
        </span>
      }
    >
      {list.error !== null && <ErrorState error={list.error} onRetry={() => void list.refetch()} />}
      {list.isPending && <LoadingState rows={2} />}
      {list.isSuccess && cases.length === 0 && <p className="quiet">{t('case.noneOfClient')}</p>}
      <CaseList cases={cases} hasWorkers />
      {may('referral.read') && <OpenReferrals clientId={client.id} />}
      {isReferring && (
        <ReferDialog clientId={client.id} clientName={client.name} onClose={() => setReferring(false)} />
      )}
    </Section>
  );
}

/** Referrals that nobody has decided yet, with their words. */
function OpenReferrals({ clientId }: { clientId: string }) {
  const { t } = useTranslation('casework');
  const list = useInfiniteQuery(referralPages({ status: 'open', clientId }));
  const referrals = (list.data?.pages ?? []).flatMap(({ items }) => items);
  if (referrals.length === 0) return null;
  return (
    <>
      <h3>{t('case.openReferrals')}</h3>
      <ReferralList referrals={referrals} />
    </>
  );
}
