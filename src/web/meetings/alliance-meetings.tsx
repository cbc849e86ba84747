import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { AllianceView } from '../../contract/alliances.ts';
import { ErrorState } from '../ui/error-state.tsx';
import { LoadingState } from '../ui/loading-state.tsx';
import { Section } from '../ui/section.tsx';
import { ItemButtons } from './item-buttons.tsx';
import { ItemRow } from './item-row.tsx';
import { MeetingRow } from './meeting-row.tsx';
import { allianceMeetingsQuery, itemsQuery } from './queries.ts';

/** When an alliance meets, and which organisation is to do what. */
export function AllianceMeetings({ alliance: { id } }: { alliance: AllianceView }) {
  const { t } = useTranslation('meetings');
  return (
    <>
      <Section title={t('list.title')} action={<Link to="/meetings">{t('today.all')}</Link>}>
        <Coming allianceId={id} />
      </Section>
      <Section title={t('items.who')}>
        <Open allianceId={id} />
      </Section>
    </>
  );
}

function Coming({ allianceId }: { allianceId: string }) {
  const { t } = useTranslation('meetings');
  const query = useQuery(allianceMeetingsQuery(allianceId));
  if (query.isPending) return <LoadingState rows={2} />;
  if (query.error !== null) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  const { items } = query.data;
  if (items.length === 0) return <p className="quiet">{t('list.none.coming')}</p>;
  return (
    <ul className="items">
      {items.map((meeting) => (
        <MeetingRow key={meeting.id} meeting={meeting} />
      ))}
    </ul>
  );
}

function Open({ allianceId }: { allianceId: string }) {
  const { t } = useTranslation('meetings');
  const query = useQuery(itemsQuery({ allianceId, open: true }));
  if (query.isPending) return <LoadingState rows={2} />;
  if (query.error !== null) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  const { items } = query.data;
  if (items.length === 0) return <p className="quiet">{t('items.nothing')}</p>;
  return (
    <ul className="items">
      {items.map((item) => (
        <ItemRow key={item.id} item={item}>
          <ItemButtons item={item} />
        </ItemRow>
      ))}
    </ul>
  );
}
