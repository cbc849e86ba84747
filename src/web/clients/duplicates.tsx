import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button, Drawer, Form, type FormInstance } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FindDuplicates } from '../../contract/clients.ts';
import type { MatchedField } from '../../domain/clients/duplicates.ts';
import { call } from '../base/api.ts';
import { useFormats } from '../base/formats.ts';
import { Section } from '../ui/section.tsx';
import { Tag } from '../ui/tag.tsx';
import type { ClientFormValues } from './client-form.ts';
import { type ClientView, clientsKey } from './queries.ts';
import styles from './clients.module.css';

const TYPING_PAUSE = 400;

interface Entered {
  name: string;
  birthDate: string | null;
  idNumber: string | null;
  phone: string | null;
  studentNumber: string | null;
  classId: string | null;
}

interface Double {
  client: ClientView;
  matches: readonly MatchedField[];
}

/** While a new person is typed in: who may be the same, to compare side by side. */
export function Duplicates({ form }: { form: FormInstance<ClientFormValues> }) {
  const { t } = useTranslation('clients');
  const entered = useSettled(useEntered(form), TYPING_PAUSE);
  const [compared, setCompared] = useState<Double>();
  const found = useQuery({
    queryKey: [...clientsKey, 'duplicates', entered],
    queryFn: ({ signal }) => call(FindDuplicates, { body: entered, signal }),
    enabled: entered.name.length >= 2,
    placeholderData: (before) => before,
  });
  const items = entered.name.length >= 2 ? (found.data?.items ?? []) : [];
  if (items.length === 0) return <div aria-live="polite" />;
  return (
    <div aria-live="polite">
      <Section title={t('duplicate.title')}>
        <p className="quiet">{t('duplicate.lead', { n: items.length })}</p>
        <ul className="items">
          {items.map(({ client, matches }) => (
            <li key={client.id} className="item">
              <div className="item-main">
                <strong>{client.name}</strong>
                <p className="quiet small">
                  {t('duplicate.matches', {
                    fields: matches.map((field) => t(`duplicate.fields.${field}`)).join(t('state.comma')),
                  })}
                </p>
              </div>
              <Button onClick={() => setCompared({ client, matches })}>{t('duplicate.compare')}</Button>
            </li>
          ))}
        </ul>
      </Section>
      <Drawer
        open={compared !== undefined}
        onClose={() => setCompared(undefined)}
        title={t('duplicate.compareTitle')}
        size="min(560px, 100vw)"
      >
        {compared !== undefined && (
          <Comparison entered={entered} double={compared} onAnother={() => setCompared(undefined)} />
        )}
      </Drawer>
    </div>
  );
}

function Comparison(props: { entered: Entered; double: Double; onAnother: () => void }) {
  const { t } = useTranslation('clients');
  const { day } = useFormats();
  const { entered } = props;
  const { client: registered, matches } = props.double;
  const fields = ['name', 'birthDate', 'idNumber', 'phone', 'studentNumber'] as const;
  const shown = (field: (typeof fields)[number], value: string | null) =>
    value === null ? '—' : field === 'birthDate' ? day(value) : value;
  return (
    <div className="stack">
      <table className={styles['compare']}>
        <thead>
          <tr>
            <th scope="col">
              <span className="unseen">{t('client.details')}</span>
            </th>
            <th scope="col">{t('duplicate.entered')}</th>
            <th scope="col">{t('duplicate.registered')}</th>
          </tr>
        </thead>
        <tbody>
          {fields.map((field) => (
            <tr key={field}>
              <th scope="row">{t(`client.${field}`)}</th>
              <td>{shown(field, entered[field])}</td>
              <td>
                {shown(field, registered[field])}{' '}
                {matches.includes(field) && <Tag tone="good">{t('duplicate.same')}</Tag>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <Link to="/clients/$clientId" params={{ clientId: registered.id }}>
        <Button type="primary" block tabIndex={-1}>
          {t('duplicate.openThat')}
        </Button>
      </Link>
      <Button block onClick={props.onAnother}>
        {t('duplicate.another')}
      </Button>
    </div>
  );
}

function textOf(value: string | null | undefined): string | null {
  const text = value?.trim() ?? '';
  return text === '' ? null : text;
}

function useEntered(form: FormInstance<ClientFormValues>): Entered {
  return {
    name: textOf(Form.useWatch('name', form)) ?? '',
    birthDate: textOf(Form.useWatch('birthDate', form)),
    idNumber: textOf(Form.useWatch('idNumber', form)),
    phone: textOf(Form.useWatch('phone', form)),
    studentNumber: textOf(Form.useWatch('studentNumber', form)),
    classId: textOf(Form.useWatch('classId', form)),
  };
}

/** The value as it was when it last stayed the same for a while. */
function useSettled<Value extends object>(value: Value, milliseconds: number): Value {
  const [settled, setSettled] = useState(value);
  const text = JSON.stringify(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(JSON.parse(text) as Value), milliseconds);
    return () => clearTimeout(timer);
  }, [text, milliseconds]);
  return settled;
}
