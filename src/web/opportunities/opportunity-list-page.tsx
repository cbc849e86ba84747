import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { Button, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type OpportunityItemView, opportunityStates } from '../../contract/opportunities.ts';
import { useFormats } from '../base/formats.ts';
import { useSession } from '../base/session-context.ts';
import { ClearIcon } from '../ui/clear-icon.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { PagedList } from '../ui/paged-list.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { SearchField } from '../ui/search-field.tsx';
import { useNarrowedPages } from '../ui/use-narrowed-pages.ts';
import { OpportunityDialog } from './opportunity-dialog.tsx';
import styles from './opportunities.module.css';
import { opportunityPages, type OpportunitySearch } from './queries.ts';
import { StateTag } from './state-tag.tsx';

/** What the organisation asks volunteers for, and how its shifts are filled. */
export function OpportunityListPage() {
  const { t } = useTranslation('opportunities');
  const { may } = useSession();
  const navigate = useNavigate();
  const search = useSearch({ from: '/staff/opportunities' });
  const [isMaking, setMaking] = useState(false);
  const list = useNarrowedPages(opportunityPages(search));
  const isNarrowed = Object.keys(search).length > 0;
  return (
    <>
      <PageHeader
        title={t('list.title')}
        lead={t('list.lead')}
        action={
          may('volunteer.manage') && (
            <Button type="primary" onClick={() => setMaking(true)}>
              {t('form.new')}
            </Button>
          )
        }
      />
      {isMaking && (
        <OpportunityDialog
          opportunity={undefined}
          onClose={() => setMaking(false)}
          onSaved={({ id }) =>
            void navigate({ to: '/opportunities/$opportunityId', params: { opportunityId: id } })
          }
        />
      )}
      <Filters />
      <PagedList
        list={list}
        empty={
          <EmptyState
            title={t(isNarrowed ? 'list.noneFound' : 'list.none')}
            hint={t(isNarrowed ? 'list.noneFoundHint' : 'list.noneHint')}
          />
        }
      >
        {(items) => (
          <div className="section">
            <ul className="items">
              {items.map((item) => (
                <OpportunityRow key={item.id} item={item} />
              ))}
            </ul>
          </div>
        )}
      </PagedList>
    </>
  );
}

function OpportunityRow({ item }: { item: OpportunityItemView }) {
  const { t } = useTranslation('opportunities');
  const { instant } = useFormats();
  return (
    <li className="item">
      <div className="item-main">
        <Link to="/opportunities/$opportunityId" params={{ opportunityId: item.id }}>
          {item.title}
        </Link>{' '}
        <StateTag state={item.state} />
        <p className="quiet small">
          {[item.programme, item.siteName].filter((part) => part !== '').join(' · ')}
        </p>
        <p>
          {item.nextStartsAt === null
            ? t('list.noShift')
            : t('list.next', { time: instant(item.nextStartsAt) })}
        </p>
      </div>
      {item.shifts > 0 && (
        <p className="small">
          {t('list.shifts', { count: item.shifts })} ·{' '}
          <span className="figures">{t('filled', { taken: item.taken, capacity: item.places })}</span>
          {item.waiting > 0 && ` · ${t('waiting', { count: item.waiting })}`}
        </p>
      )}
    </li>
  );
}

/** All of it stands in the address, so that Back and a bookmark find it again. */
function Filters() {
  const { t } = useTranslation('opportunities');
  const search = useSearch({ from: '/staff/opportunities' });
  const navigate = useNavigate({ from: '/opportunities' });
  // undefined takes a filter away; the route leaves it out of the address
  const narrow = (change: { [Name in keyof OpportunitySearch]?: OpportunitySearch[Name] | undefined }) =>
    void navigate({ search: (before) => ({ ...before, ...change }) as typeof search, replace: true });
  return (
    <search className={styles['filters']}>
      <SearchField
        key={search.q === undefined ? 'empty' : 'typed'}
        value={search.q ?? ''}
        label={t('list.search')}
        hint={t('list.search')}
        onSettled={(q) => narrow({ q: q === '' ? undefined : q })}
      />
      <Select
        allowClear={{ clearIcon: <ClearIcon /> }}
        aria-label={t('list.state')}
        placeholder={t('list.state')}
        {...(search.state === undefined ? {} : { value: search.state })}
        onChange={(state: typeof search.state) => narrow({ state })}
        options={opportunityStates.map((state) => ({ value: state, label: t(`states.${state}`) }))}
      />
      {Object.keys(search).length > 0 && (
        <Button onClick={() => void navigate({ search: {} })}>{t('action.clear')}</Button>
      )}
    </search>
  );
}
