import { Segmented } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../ui/empty-state.tsx';
import { PagedList } from '../ui/paged-list.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { SearchField } from '../ui/search-field.tsx';
import { useNarrowedPages } from '../ui/use-narrowed-pages.ts';
import { EntryRow } from './entry-row.tsx';
import { entryPages } from './queries.ts';

const shown = ['asked', 'accepted', 'all'] as const;

/** Whom of the public the organisation works with; whoever waits for an answer first. */
export function BookPage() {
  const { t } = useTranslation('books');
  const [state, setState] = useState<(typeof shown)[number]>('asked');
  const [q, setWords] = useState('');
  const entries = useNarrowedPages(entryPages(state === 'all' ? undefined : state, q));
  return (
    <>
      <PageHeader title={t('list.title')} lead={t('list.lead')} />
      <div className="row">
        <Segmented
          aria-label={t('list.show')}
          value={state}
          onChange={setState}
          options={shown.map((value) => ({ value, label: t(`list.${value}`) }))}
        />
        <SearchField value={q} label={t('list.search')} hint={t('list.search')} onSettled={setWords} />
      </div>
      <PagedList
        list={entries}
        empty={
          q === '' ? (
            <EmptyState title={t(`list.none_${state}`)} hint={t('list.noneHint')} />
          ) : (
            <EmptyState title={t('list.notFound')} hint={t('list.notFoundHint')} />
          )
        }
      >
        {(items) => (
          <div className="section">
            <ul className="items">
              {items.map((entry) => (
                <EntryRow key={entry.id} entry={entry} />
              ))}
            </ul>
          </div>
        )}
      </PagedList>
    </>
  );
}
