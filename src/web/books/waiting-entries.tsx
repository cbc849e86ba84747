import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { PagedList } from '../ui/paged-list.tsx';
import { Section } from '../ui/section.tsx';
import { EntryRow } from './entry-row.tsx';
import { entryPages } from './queries.ts';

/** Who of the public waits for an answer. */
export function BookToday() {
  const { t } = useTranslation('books');
  const entries = useInfiniteQuery(entryPages('asked'));
  return (
    <Section title={t('list.today')} action={<Link to="/book">{t('list.title')}</Link>}>
      <PagedList list={entries} empty={<p className="quiet">{t('list.none_asked')}</p>}>
        {(items) => (
          <ul className="items">
            {items.map((entry) => (
              <EntryRow key={entry.id} entry={entry} />
            ))}
          </ul>
        )}
      </PagedList>
    </Section>
  );
}
