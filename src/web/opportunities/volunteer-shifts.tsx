import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { VolunteerShiftView } from '../../contract/opportunities.ts';
import { ErrorState } from '../ui/error-state.tsx';
import { LoadingState } from '../ui/loading-state.tsx';
import { Section } from '../ui/section.tsx';
import { useNow } from '../ui/use-now.ts';
import { shiftsOfVolunteer } from './queries.ts';
import { useShiftTimes } from './use-shift-times.ts';

/** On a volunteer's page: where they come and came, the latest first. */
export function VolunteerShifts({ volunteerId }: { volunteerId: string }) {
  const { t } = useTranslation('opportunities');
  const now = useNow();
  const query = useQuery(shiftsOfVolunteer(volunteerId));
  if (query.isPending) return <LoadingState />;
  if (query.error !== null) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  const { items } = query.data;
  return (
    <Section title={t('volunteer.title')}>
      {items.length === 0 ? (
        <p className="quiet">{t('volunteer.none')}</p>
      ) : (
        <ul className="items">
          {items.map((item) => (
            <ShiftRow key={item.id} item={item} now={now} />
          ))}
        </ul>
      )}
    </Section>
  );
}

function ShiftRow({ item, now }: { item: VolunteerShiftView; now: number }) {
  const { t } = useTranslation('opportunities');
  const { fullDayText, hoursText } = useShiftTimes();
  const isPast = Date.parse(item.endsAt) <= now;
  return (
    <li className="item">
      <div className="item-main">
        <Link to="/shifts/$shiftId" params={{ shiftId: item.shiftId }}>
          {item.title}
        </Link>
        <p className="quiet small">
          {[`${fullDayText(item.startsAt)} ${hoursText(item)}`, item.siteName, item.role]
            .filter((part) => part !== '')
            .join(' · ')}
        </p>
      </div>
      <p className="small">
        {t(`volunteer.states.${isPast && item.status === 'confirmed' ? 'past' : item.status}`)}
      </p>
    </li>
  );
}
