import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Button, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { clientOrders, clientStatuses, riskLevels } from '../../contract/clients.ts';
import { useColleagues } from '../identity/public.ts';
import { SearchField } from '../ui/search-field.tsx';
import { useIsNarrow } from '../ui/use-is-narrow.ts';
import { useRegions } from '../organisations/public.ts';
import { type ClientListSearch, silences, usualOrder } from './list-view.ts';
import { classesQuery } from './queries.ts';
import { useClassNames } from './use-class-names.ts';
import styles from './clients.module.css';

/** Narrows and orders the list; all of it stands in the address, so that Back and a bookmark find it again. */
export function ClientFilters() {
  const { t } = useTranslation('clients');
  const search = useSearch({ from: '/staff/clients' });
  const navigate = useNavigate({ from: '/clients' });
  // undefined takes a filter away; the route leaves it out of the address
  const narrow = (change: { [Name in keyof ClientListSearch]?: ClientListSearch[Name] | undefined }) =>
    void navigate({ search: (before) => ({ ...before, ...change }) as typeof search, replace: true });
  // on a telephone they would fill the first screen
  const isNarrow = useIsNarrow();
  const [isOpen, setOpen] = useState(false);
  const isFiltered = Object.keys(search).some((name) => name !== 'sort');
  return (
    <search className={styles['filters']}>
      <SearchField
        key={search.q === undefined ? 'empty' : 'typed'}
        value={search.q ?? ''}
        label={t('client.searchLabel')}
        hint={t('client.searchHint')}
        onSettled={(q) => narrow({ q: q === '' ? undefined : q })}
      />
      <Button
        className={styles['filters-toggle'] ?? ''}
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
      >
        {t('list.filters')}
      </Button>
      {(isOpen || !isNarrow) && (
        <div className={styles['filters-open']}>
          <PlaceFilters search={search} narrow={narrow} />
          <StateFilters search={search} narrow={narrow} />
          <Select
            aria-label={t('list.order')}
            value={search.sort ?? usualOrder}
            // what was searched for comes as well as it is found
            disabled={search.q !== undefined}
            onChange={(order) => narrow({ sort: order === usualOrder ? undefined : order })}
            options={clientOrders.map((order) => ({ value: order, label: t(`list.orders.${order}`) }))}
          />
        </div>
      )}
      {isFiltered && <Button onClick={() => void navigate({ search: {} })}>{t('action.clear')}</Button>}
    </search>
  );
}

interface FilterProps {
  readonly search: ClientListSearch;
  readonly narrow: (change: {
    [Name in keyof ClientListSearch]?: ClientListSearch[Name] | undefined;
  }) => void;
}

function PlaceFilters({ search, narrow }: FilterProps) {
  const { t } = useTranslation('clients');
  const regions = useRegions();
  const places = useQuery(classesQuery).data?.items ?? [];
  const schools = places.filter(({ kind }) => kind === 'school');
  const classes = places.filter(
    ({ kind, parentId }) =>
      kind === 'class' && (search.schoolId === undefined || parentId === search.schoolId),
  );
  const classNameOf = useClassNames();
  return (
    <>
      <Select
        aria-label={t('client.region')}
        allowClear
        placeholder={t('client.allRegions')}
        value={search.region}
        onChange={(region: string | undefined) => narrow({ region })}
        options={regions.codes.map((code) => ({ value: code, label: regions.nameOf(code) }))}
      />
      {schools.length > 1 && (
        <Select
          aria-label={t('list.school')}
          allowClear
          showSearch={{ optionFilterProp: 'label' }}
          placeholder={t('list.allSchools')}
          value={search.schoolId}
          // a class of another school would leave nobody
          onChange={(schoolId: string | undefined) => narrow({ schoolId, classId: undefined })}
          options={schools.map(({ id, name }) => ({ value: id, label: name }))}
        />
      )}
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
    </>
  );
}

function StateFilters({ search, narrow }: FilterProps) {
  const { t } = useTranslation('clients');
  const { workers } = useColleagues();
  return (
    <>
      <Select
        aria-label={t('client.status')}
        allowClear
        placeholder={t('client.allStatuses')}
        value={search.status}
        onChange={(status: ClientListSearch['status']) => narrow({ status })}
        options={clientStatuses.map((status) => ({ value: status, label: t(`client.statuses.${status}`) }))}
      />
      <Select
        aria-label={t('client.riskLevel')}
        allowClear
        placeholder={t('list.allRisks')}
        value={search.risk}
        onChange={(risk: ClientListSearch['risk']) => narrow({ risk })}
        options={riskLevels
          .toReversed()
          .map((risk) => ({ value: risk, label: t('client.risk', { level: t(`person.risks.${risk}`) }) }))}
      />
      <Select
        aria-label={t('client.workers')}
        allowClear
        showSearch={{ optionFilterProp: 'label' }}
        placeholder={t('list.allWorkers')}
        value={search.workerId}
        onChange={(workerId: string | undefined) => narrow({ workerId })}
        options={workers.map(({ id, displayName }) => ({ value: id, label: displayName }))}
      />
      <Select
        aria-label={t('list.silence')}
        allowClear
        placeholder={t('list.anySilence')}
        value={search.silentDays}
        onChange={(silentDays: number | undefined) => narrow({ silentDays })}
        options={silences.map((days) => ({ value: days, label: t('list.silentFor', { n: days }) }))}
      />
    </>
  );
}
