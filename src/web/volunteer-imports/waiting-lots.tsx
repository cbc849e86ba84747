import { useQuery } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DecideVolunteerImport, type ImportedLotView } from '../../contract/volunteer-imports.ts';
import { sayMinutes } from '../../domain/volunteers/spoken-minutes.ts';
import { call } from '../base/api.ts';
import { useFormats } from '../base/formats.ts';
import { useSession } from '../base/session-context.ts';
import { useColleagues } from '../identity/public.ts';
import { ErrorState } from '../ui/error-state.tsx';
import { Section } from '../ui/section.tsx';
import { useChange } from '../ui/use-change.ts';
import { type LotPart, LotRows } from './lot-rows.tsx';
import { importsKey, importsQuery } from './queries.ts';

/** Hours of before that came with a table: approved together, by somebody else than who brought them in. */
export function WaitingLots() {
  const { t } = useTranslation('volunteer-imports');
  const query = useQuery(importsQuery);
  if (query.error !== null) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  const waiting = query.data?.items.filter(({ pending }) => pending > 0) ?? [];
  if (waiting.length === 0) return null;
  return (
    <Section title={t('lots.title')}>
      <p className="quiet">{t('lots.lead')}</p>
      <ul className="items">
        {waiting.map((lot) => (
          <WaitingLot key={lot.id} lot={lot} />
        ))}
      </ul>
    </Section>
  );
}

function useDecision(id: string) {
  const { t } = useTranslation('volunteer-imports');
  return useChange<LotPart & { decision: 'recorded' | 'declined' }, ImportedLotView>(
    {
      change: (body) => call(DecideVolunteerImport, { params: { id: id }, body }),
      said: ({ pending }) => (pending === 0 ? t('lots.decided') : t('lots.left', { count: pending })),
      onDone: () => undefined,
    },
    (queryClient) => {
      void queryClient.invalidateQueries({ queryKey: importsKey });
      void queryClient.invalidateQueries({ queryKey: ['attendance'] });
    },
  );
}

function WaitingLot({ lot }: { lot: ImportedLotView }) {
  const { t } = useTranslation('volunteer-imports');
  const { dayOf, language } = useFormats();
  const { may, me } = useSession();
  const { nameOf } = useColleagues();
  const [isOpen, setOpen] = useState(false);
  const decide = useDecision(lot.id);
  const { pending, pendingPeople, pendingMinutes, since, until, enteredBy, enteredAt } = lot;
  const time = sayMinutes(language === 'en' ? 'en' : 'zh', pendingMinutes);
  const isOwn = enteredBy === me.user.id;
  const counts = t('lots.counts', { people: pendingPeople, services: pending, time });
  const mayDecide = may('volunteer.manage') && !isOwn;
  const answer = (decision: 'recorded' | 'declined') =>
    decide.mutateAsync({ decision }).catch(() => undefined);
  return (
    <li className="item">
      <div className="item-main">
        <strong>{counts}</strong>
        {since !== null && until !== null && (
          <p>{t('lots.between', { since: dayOf(since), until: dayOf(until) })}</p>
        )}
        <p className="quiet small">{t('lots.by', { name: nameOf(enteredBy), day: dayOf(enteredAt) })}</p>
        {isOwn && <p className="quiet small">{t('lots.own')}</p>}
        {lot.notAccepted > 0 && <p className="notice">{t('lots.notAccepted', { count: lot.notAccepted })}</p>}
        {isOpen && (
          <LotRows
            id={lot.id}
            isBusy={decide.isPending}
            onDecline={mayDecide ? (part) => decide.mutate({ decision: 'declined', ...part }) : undefined}
          />
        )}
      </div>
      <Button
        aria-expanded={isOpen}
        aria-label={t(isOpen ? 'lots.closeOf' : 'lots.openOf', { counts })}
        onClick={() => setOpen(!isOpen)}
      >
        {t(isOpen ? 'lots.close' : 'lots.open')}
      </Button>
      {mayDecide && <LotAnswer counts={counts} isBusy={decide.isPending} onAnswer={answer} />}
    </li>
  );
}

/** Nobody takes an answer back, so that it is asked for twice. */
function LotAnswer(props: {
  counts: string;
  isBusy: boolean;
  onAnswer: (decision: 'recorded' | 'declined') => Promise<unknown>;
}) {
  const { counts, isBusy, onAnswer } = props;
  const { t } = useTranslation('volunteer-imports');
  const { modal } = App.useApp();
  const ask = (decision: 'recorded' | 'declined') =>
    void modal.confirm({
      title: t(decision === 'recorded' ? 'lots.approveSure' : 'lots.declineSure', { counts }),
      content: t('lots.sureHint'),
      okText: t(decision === 'recorded' ? 'lots.approve' : 'lots.decline'),
      onOk: () => onAnswer(decision),
    });
  return (
    <>
      <Button
        type="primary"
        disabled={isBusy}
        aria-label={t('lots.approveOf', { counts })}
        onClick={() => ask('recorded')}
      >
        {t('lots.approve')}
      </Button>
      <Button disabled={isBusy} aria-label={t('lots.declineOf', { counts })} onClick={() => ask('declined')}>
        {t('lots.decline')}
      </Button>
    </>
  );
}
