import { PlusOutlined } from '@ant-design/icons';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { Button, Input, Select } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { clientStatuses } from '../../contract/clients.ts';
import { useSession } from '../base/session-context.ts';
import { useRegions } from '../organisations/public.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { ErrorState } from '../ui/error-state.tsx';
import { LoadingState } from '../ui/loading-state.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { ClientCards, ClientTable } from './client-table.tsx';
import { classesQuery, clientPages } from './queries.ts';
import { useClassNames } from './use-class-names.ts';
import styles from './clients.module.css';

const TYPING_PAUSE = 250;

export function ClientListPage() {
  const { t } = useTranslation('clients');
  const { q, region, status, classId } = useSearch({ from: '/staff/clients' });
  const isFiltered = [q, region, status, classId].some((value) => value !== undefined);
  const list = useInfiniteQuery(
    clientPages({
      ...(q === undefined ? {} : { q }),
      ...(region === undefined ? {} : { region }),
      ...(status === undefined ? {} : { status }),
      ...(classId === undefined ? {} : { classId }),
    }),
  );
  const clients = (list.data?.pages ?? []).flatMap(({ items }) => items);
  return (
    <>
      <PageHeader title={t('client.title')} action={<WaysToAdd />} />
      <Filters isFiltered={isFiltered} />
      {list.isPending && <LoadingState rows={6} />}
      {list.error !== null && <ErrorState error={list.error} onRetry={() => void list.refetch()} />}
      {list.isSuccess &&
        clients.length === 0 &&
        (isFiltered ? (
          <EmptyState title={t('client.notFound')} hint={t('client.notFoundHint')} />
        ) : (
          <EmptyState title={t('client.empty')} hint={t('client.emptyHint')} />
        ))}
      {clients.length > 0 && (
        <>
          <ClientTable clients={clients} />
          <ClientCards clients={clients} />
          <div className="centre">
            <output className="quiet">{t('state.shown', { n: clients.length })}</output>
            {list.hasNextPage && (
              <Button onClick={() => void list.fetchNextPage()} loading={list.isFetchingNextPage}>
                {t('action.more')}
              </Button>
            )}
          </div>
        </>
      )}
    </>
  );
}

function WaysToAdd() {
  const { t } = useTranslation('clients');
  const { may } = useSession();
  return (
    <>
      {may('consent.record') && (
        <Link to="/clients/consents">
          <Button tabIndex={-1}>{t('classConsent.title')}</Button>
        </Link>
      )}{' '}
      {may('roster.import') && (
        <Link to="/clients/roster">
          <Button tabIndex={-1}>{t('roster.title')}</Button>
        </Link>
      )}{' '}
      {may('client.create') && (
        <Link to="/clients/new">
          <Button type="primary" icon={<PlusOutlined />} tabIndex={-1}>
            {t('client.new')}
          </Button>
        </Link>
      )}
    </>
  );
}

function Filters({ isFiltered }: { isFiltered: boolean }) {
  const { t } = useTranslation('clients');
  const search = useSearch({ from: '/staff/clients' });
  const navigate = useNavigate({ from: '/clients' });
  const regions = useRegions();
  const classes = useQuery(classesQuery).data?.items.filter(({ kind }) => kind === 'class') ?? [];
  const classNameOf = useClassNames();
  // undefined takes a filter away; the route leaves it out of the address
  const narrow = (change: { [Name in keyof typeof search]?: (typeof search)[Name] | undefined }) =>
    void navigate({ search: (before) => ({ ...before, ...change }) as typeof search, replace: true });
  return (
    <search className={styles['filters']}>
      <SearchField
        key={search.q === undefined ? 'empty' : 'typed'}
        value={search.q ?? ''}
        onSettled={(q) => narrow({ q: q === '' ? undefined : q })}
      />
      <Select
        aria-label={t('client.region')}
        allowClear
        placeholder={t('client.allRegions')}
        value={search.region}
        onChange={(region: string | undefined) => narrow({ region })}
        options={regions.codes.map((code) => ({ value: code, label: regions.nameOf(code) }))}
      />
      <Select
        aria-label={t('client.status')}
        allowClear
        placeholder={t('client.allStatuses')}
        value={search.status}
        onChange={(status: (typeof clientStatuses)[number] | undefined) => narrow({ status })}
        options={clientStatuses.map((status) => ({ value: status, label: t(`client.statuses.${status}`) }))}
      />
      {classes.length > 0 && (
        <Select
          aria-label={t('person.class')}
          allowClear
          showSearch={{ optionFilterProp: 'label' }}
          placeholder={t('client.allClasses')}
          value={search.classId}
          onChange={(classId: string | undefined) => narrow({ classId })}
          options={classes.map(({ id }) => ({ value: id, label: classNameOf(id) }))}
        />
      )}
      {isFiltered && <Button onClick={() => void navigate({ search: {} })}>{t('action.clear')}</Button>}
    </search>
  );
}

/** Asks once the typing pauses, not at every key. */
function SearchField({ value, onSettled }: { value: string; onSettled: (q: string) => void }) {
  const { t } = useTranslation('clients');
  const [typed, setTyped] = useState(value);
  useEffect(() => {
    if (typed.trim() === value) return undefined;
    const timer = setTimeout(() => onSettled(typed.trim()), TYPING_PAUSE);
    return () => clearTimeout(timer);
  });
  return (
    <Input
      allowClear
      autoFocus={typed !== ''}
      aria-label={t('client.searchLabel')}
      placeholder={t('client.searchHint')}
      value={typed}
      onChange={(event) => setTyped(event.target.value)}
    />
  );
}
