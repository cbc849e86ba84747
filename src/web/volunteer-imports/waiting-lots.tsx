import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
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

function WaitingLot({ lot }: { lot: ImportedLotView }) {
  const { t } = useTranslation('volunteer-imports');
  const { dayOf, language } = useFormats();
  const { may, me } = useSession();
  const { nameOf } = useColleagues();
  const decide = useChange<'recorded' | 'declined', ImportedLotView>(
    {
      change: (decision) => call(DecideVolunteerImport, { params: { id: lot.id }, body: { decision } }),
      said: ({ pending }) => (pending === 0 ? t('lots.decided') : t('lots.left', { count: pending })),
      onDone: () => undefined,
    },
    (queryClient) => {
      void queryClient.invalidateQueries({ queryKey: importsKey });
      void queryClient.invalidateQueries({ queryKey: ['attendance'] });
    },
  );
  const { pending, pendingPeople, pendingMinutes, since, until, enteredBy, enteredAt } = lot;
  const time = sayMinutes(language === 'en' ? 'en' : 'zh', pendingMinutes);
  const isOwn = enteredBy === me.user.id;
  return (
    <li className="item">
      <div className="item-main">
        <strong>{t('lots.counts', { people: pendingPeople, services: pending, time })}</strong>
        {since !== null && until !== null && (
          <p>{t('lots.between', { since: dayOf(since), until: dayOf(until) })}</p>
        )}
        <p className="quiet small">{t('lots.by', { name: nameOf(enteredBy), day: dayOf(enteredAt) })}</p>
        {isOwn && <p className="quiet small">{t('lots.own')}</p>}
      </div>
      {may('volunteer.manage') && !isOwn && (
        <>
          <Button
            type="primary"
            loading={decide.isPending && decide.variables === 'recorded'}
            disabled={decide.isPending}
            onClick={() => decide.mutate('recorded')}
          >
            {t('lots.approve')}
          </Button>
          <Button disabled={decide.isPending} onClick={() => decide.mutate('declined')}>
            {t('lots.decline')}
          </Button>
        </>
      )}
    </li>
  );
}
