import { useQuery } from '@tanstack/react-query';
import { Button, Form, Input, Select } from 'antd';
import type { Static } from 'typebox';
import { useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { MOST_HELPERS, type NewHelper } from '../../contract/helpers.ts';
import { spacedNumber } from '../../domain/volunteers/volunteer-number.ts';
import { newId } from '../base/ids.ts';
import { InstantInput } from '../ui/instant-input.tsx';
import { helperQuery, helpersQuery } from './queries.ts';
import styles from './volunteers.module.css';

/** One row of the form. */
export interface HelperValues {
  id: string;
  volunteerId?: string;
  from?: string | null;
  until?: string | null;
}

interface HelpersFieldProps {
  /** day on which they helped */
  readonly on: string;
  /** whether they were with somebody under age, so that they have to be checked */
  readonly isWithMinors: boolean;
  /** what stands in a row that is added; without it, times that are left out are those of the contact */
  readonly usual?: { readonly from: string | null; readonly until: string | null };
}

/** Which volunteers helped, and when. */
export function HelpersField({ on, isWithMinors, usual }: HelpersFieldProps) {
  const { t } = useTranslation('volunteers');
  return (
    <Form.List name="helpers">
      {(rows, { add, remove }, { errors }) => (
        <fieldset className={styles['helpers']}>
          <legend>{t('helpers.title', { optional: t('state.optional') })}</legend>
          {rows.map(({ key, name }, index) => (
            <HelperRow
              key={key}
              name={name}
              place={index + 1}
              on={on}
              isWithMinors={isWithMinors}
              areTimesAsked={usual !== undefined}
              onRemove={() => remove(name)}
            />
          ))}
          <Form.ErrorList errors={errors} />
          {rows.length < MOST_HELPERS && (
            <Button onClick={() => add({ id: newId(), ...usual } satisfies HelperValues)}>
              {t('helpers.add')}
            </Button>
          )}
          {rows.length > 0 && <p className="quiet small">{t('helpers.another')}</p>}
        </fieldset>
      )}
    </Form.List>
  );
}

interface HelperRowProps {
  readonly name: number;
  readonly place: number;
  readonly on: string;
  readonly isWithMinors: boolean;
  readonly areTimesAsked: boolean;
  readonly onRemove: () => void;
}

function HelperRow({ name, place, on, isWithMinors, areTimesAsked, onRemove }: HelperRowProps) {
  const { t } = useTranslation('volunteers');
  const required = { required: true, message: t('state.required') };
  const times = areTimesAsked ? { rules: [required] } : {};
  return (
    <fieldset className={styles['helper']} aria-label={t('helpers.place', { n: place })}>
      <Form.Item name={[name, 'id']} hidden>
        <Input />
      </Form.Item>
      <Form.Item name={[name, 'volunteerId']} label={t('helpers.who')} rules={[required]}>
        <HelperChoice on={on} />
      </Form.Item>
      {isWithMinors && <UncheckedNotice name={name} on={on} />}
      {!areTimesAsked && <p className="quiet small">{t('helpers.usual')}</p>}
      <div className="form-grid">
        <Form.Item name={[name, 'from']} label={t('helpers.from')} {...times}>
          <InstantInput />
        </Form.Item>
        <Form.Item name={[name, 'until']} label={t('helpers.until')} {...times}>
          <InstantInput />
        </Form.Item>
      </div>
      <Button aria-label={t('helpers.removeOf', { n: place })} onClick={onRemove}>
        {t('helpers.remove')}
      </Button>
    </fieldset>
  );
}

/** Said before it is saved; it is saved all the same, since it happened. */
function UncheckedNotice({ name, on }: { name: number; on: string }) {
  const { t } = useTranslation('volunteers');
  const volunteerId = Form.useWatch<string | undefined>(['helpers', name, 'volunteerId']);
  const { data } = useQuery({ ...helperQuery(volunteerId ?? '', on), enabled: volunteerId !== undefined });
  if (data === undefined || data.isCheckedForMinors) return null;
  return (
    <p className={`notice notice-warning ${styles['unchecked']}`} role="alert">
      {t('helpers.unchecked')}
    </p>
  );
}

/** One volunteer of the organisation, found while one types. */
function HelperChoice(props: { id?: string; on: string; value?: string; onChange?: (id: string) => void }) {
  const { on, value, onChange, ...rest } = props;
  const { t } = useTranslation('volunteers');
  const [typed, setTyped] = useState('');
  const q = useDeferredValue(typed.trim());
  const found = useQuery({ ...helpersQuery(q, on), enabled: q !== '' });
  const chosen = useQuery({ ...helperQuery(value ?? '', on), enabled: value !== undefined });
  const items = q === '' ? [] : (found.data?.items ?? []);
  const labelOf = (one: { name: string | null; number: string }) =>
    `${one.name ?? t('nameless')} · ${spacedNumber(one.number)}`;
  return (
    <Select<string>
      {...rest}
      placeholder={t('helpers.hint')}
      showSearch={{ filterOption: false, onSearch: setTyped }}
      notFoundContent={q === '' ? t('helpers.hint') : t('helpers.nobody')}
      loading={found.isFetching}
      options={items.map((one) => ({ value: one.id, label: labelOf(one) }))}
      labelRender={() => (chosen.data === undefined ? '…' : labelOf(chosen.data))}
      {...(value === undefined ? {} : { value })}
      {...(onChange === undefined ? {} : { onChange })}
    />
  );
}

/** What is sent of the form, where every row has somebody. */
export function helpersSent(rows: readonly HelperValues[] = []): Static<typeof NewHelper>[] {
  return rows.map(({ id, volunteerId = '', from, until }) => ({
    id,
    volunteerId,
    ...(from === null || from === undefined ? {} : { from }),
    ...(until === null || until === undefined ? {} : { until }),
  }));
}
