import { useTranslation } from 'react-i18next';
import type { ShiftView } from '../../contract/opportunities.ts';

/** How many have a place of how many, by role, and how many wait. */
export function PlacesText({ places }: Pick<ShiftView, 'places'>) {
  const { t } = useTranslation('opportunities');
  return (
    <ul className="row dotted small">
      {places.map(({ role, taken, capacity, waiting }) => {
        const text = t('filled', { taken, capacity });
        const aside = t('waiting', { count: waiting });
        return (
          <li key={role}>
            {role !== '' && `${role} `}
            <span className="figures">{waiting === 0 ? text : t('state.aside', { text, aside })}</span>
          </li>
        );
      })}
    </ul>
  );
}
