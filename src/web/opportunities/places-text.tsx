import { useTranslation } from 'react-i18next';
import type { ShiftView } from '../../contract/opportunities.ts';

/** How many have a place of how many, by role, and how many wait. */
export function PlacesText({ places }: Pick<ShiftView, 'places'>) {
  const { t } = useTranslation('opportunities');
  return (
    <ul className="row dotted small">
      {places.map(({ role, taken, capacity, waiting }) => (
        <li key={role}>
          {role !== '' && `${role} `}
          <span className="figures">{t('filled', { taken, capacity })}</span>
          {waiting > 0 && ` ${t('waiting', { count: waiting })}`}
        </li>
      ))}
    </ul>
  );
}
