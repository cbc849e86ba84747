import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Button, Select } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { colleaguesQuery } from '../identity/public.ts';
import { DayInput } from '../ui/day-input.tsx';
import { actionCodes } from './action-codes.ts';
import styles from './audit.module.css';
import type { AuditSearch } from './audit-search.ts';
import { zhSubjectKinds } from './subject-words.zh.ts';
import { useAuditWords } from './use-audit-words.ts';

/** By whom, what, to which kind of thing and on which days; kept in the address, so that it can be sent on. */
export function AuditFilters() {
  const { t } = useTranslation('audit');
  const navigate = useNavigate();
  const search = useSearch({ from: '/staff/audit' });
  const { actionOf, kindOf } = useAuditWords();
  const colleagues = useQuery(colleaguesQuery).data?.items ?? [];
  const go = (to: AuditSearch) => void navigate({ to: '/audit', search: to, replace: true });
  const choice = (name: 'who' | 'action' | 'subject', options: readonly Option[]) => (
    <Filter id={`audit-${name}`} label={t(`filter.${name}`)}>
      <Select
        id={`audit-${name}`}
        value={search[name] ?? null}
        onChange={(value: string | null) => go({ ...search, [name]: value ?? undefined })}
        placeholder={t('filter.any')}
        allowClear
        showSearch={{ optionFilterProp: 'label' }}
        options={[...options]}
      />
    </Filter>
  );
  const day = (name: 'from' | 'to') => (
    <Filter id={`audit-${name}`} label={t(`filter.${name}`)}>
      <DayInput
        id={`audit-${name}`}
        value={search[name] ?? null}
        onChange={(value) => go({ ...search, [name]: value ?? undefined })}
      />
    </Filter>
  );
  return (
    <search className={styles['filters']} aria-label={t('filter.title')}>
      {choice(
        'who',
        colleagues.map(({ id, displayName }) => ({ value: id, label: displayName })),
      )}
      {choice(
        'action',
        actionCodes.map((value) => ({ value, label: actionOf(value) })),
      )}
      {choice(
        'subject',
        Object.keys(zhSubjectKinds).map((value) => ({ value, label: kindOf(value) })),
      )}
      {day('from')}
      {day('to')}
      {Object.keys(search).length > 0 && <Button onClick={() => go({})}>{t('filter.clear')}</Button>}
    </search>
  );
}

interface Option {
  readonly value: string;
  readonly label: string;
}

function Filter({ id, label, children }: { id: string; label: string; children: ReactNode }) {
  return (
    <div className={styles['filter']}>
      <label htmlFor={id} className="quiet small">
        {label}
      </label>
      {children}
    </div>
  );
}
