import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../base/formats.ts';
import { bestFirst } from '../ui/best-first.ts';
import { MOST_FOUND, type SearchAsked, SearchGroup } from '../ui/search-group.tsx';
import { RiskTag } from './client-tags.tsx';
import { clientPages } from './queries.ts';
import { useClassNames } from './use-class-names.ts';

/** The clients that a search from anywhere finds. */
export function ClientSearch({ q, onChosen, tell }: SearchAsked) {
  const { t } = useTranslation('clients');
  const { age } = useFormats();
  const classNameOf = useClassNames();
  const { data, error } = useInfiniteQuery(clientPages({ q }));
  const found = data?.pages.flatMap((page) => page.items);
  const items = found && bestFirst(q, found, ({ name }) => name).slice(0, MOST_FOUND);
  return (
    <SearchGroup kind="client" title={t('client.title')} items={items} error={error} tell={tell}>
      {({ id, name, birthDate, sex, classId, riskLevel }) => (
        <Link to="/clients/$clientId" params={{ clientId: id }} onClick={onChosen}>
          <strong>{name}</strong>
          <span className="quiet">
            {[sex === null ? undefined : t(`client.sexes.${sex}`), age(birthDate), classNameOf(classId)]
              .filter(Boolean)
              .join(' · ')}
          </span>
          <span className="push">
            <RiskTag level={riskLevel} />
          </span>
        </Link>
      )}
    </SearchGroup>
  );
}
