import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { AllianceItemView } from '../../contract/alliances.ts';
import { useFormats } from '../base/formats.ts';
import { ErrorState } from '../ui/error-state.tsx';
import { Section } from '../ui/section.tsx';
import { alliancesQuery } from './queries.ts';

/** For whoever signs for the organisation: what waits for that, until it is done. */
export function AlliancesToday() {
  const { t } = useTranslation('alliances');
  const { data, error, refetch } = useQuery(alliancesQuery);
  if (error !== null)
    return (
      <Section title={t('list.title')}>
        <ErrorState error={error} onRetry={() => void refetch()} />
      </Section>
    );
  const items = data?.items ?? [];
  return (
    <>
      <Waiting title={t('today.toSign')} alliances={items.filter(({ toSign }) => toSign !== null)} />
      <Waiting
        title={t('today.asked')}
        alliances={items.filter(({ invitationId }) => invitationId !== null)}
      />
    </>
  );
}

function Waiting({ title, alliances }: { title: string; alliances: readonly AllianceItemView[] }) {
  const { t } = useTranslation('alliances');
  const { inLanguage } = useFormats();
  if (alliances.length === 0) return null;
  return (
    <Section title={title}>
      <ul className="items">
        {alliances.map(({ id, name, host, toSign }) => (
          <li key={id} className="item item-tight">
            <div className="item-main">
              <Link to="/alliances/$allianceId" params={{ allianceId: id }}>
                {name}
              </Link>
              <p className="quiet small">{t('list.host', { name: inLanguage(host.name, host.nameEn) })}</p>
            </div>
            {toSign !== null && <span>{t('agreement.number', { number: toSign })}</span>}
          </li>
        ))}
      </ul>
    </Section>
  );
}
