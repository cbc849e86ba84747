import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../base/formats.ts';
import { ErrorState } from '../ui/error-state.tsx';
import { RiskTag } from './client-tags.tsx';
import { clientPages } from './queries.ts';
import { useClassNames } from './use-class-names.ts';

const MOST = 12;

/** The clients that a search from anywhere finds. */
export function ClientSearch({ q, onChosen }: { q: string; onChosen: () => void }) {
  const { t } = useTranslation('clients');
  const { age } = useFormats();
  const classNameOf = useClassNames();
  const found = useInfiniteQuery(clientPages({ q }));
  const items = (found.data?.pages ?? []).flatMap((page) => page.items).slice(0, MOST);
  return (
    <>
      {found.error !== null && <ErrorState error={found.error} />}
      <output className="quiet">
        {found.isFetching
          ? t('state.loading')
          : items.length === 0
            ? t('client.searchNothing')
            : t('state.shown', { n: items.length })}
      </output>
      <ul className="search-results">
        {items.map(({ id, name, birthDate, sex, groupId, riskLevel }) => (
          <li key={id}>
            <Link to="/clients/$clientId" params={{ clientId: id }} onClick={onChosen}>
              <strong>{name}</strong>
              <span className="quiet">
                {[sex === null ? undefined : t(`client.sexes.${sex}`), age(birthDate), classNameOf(groupId)]
                  .filter(Boolean)
                  .join(' · ')}
              </span>
              <span className="push">
                <RiskTag level={riskLevel} />
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </>
  );
}
