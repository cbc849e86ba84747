import { Button, Radio } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ChangeClient } from '../../contract/clients.ts';
import type { BodyOf } from '../../contract/operation.ts';
import { useFormats } from '../base/formats.ts';
import { useSiteNames } from '../organisations/public.ts';
import { Section } from '../ui/section.tsx';
import type { ClientView } from './queries.ts';
import { useClassNames } from './use-class-names.ts';

type Change = BodyOf<typeof ChangeClient>;

/** Field by field: what I typed, what a colleague saved meanwhile, and which of them stays. */
export function ClientConflict(props: {
  current: ClientView;
  mine: Change;
  fields: readonly string[];
  isSaving: boolean;
  onResolved: (change: Change) => void;
  onCancel: () => void;
}) {
  const { current, mine, fields } = props;
  const { t } = useTranslation('clients');
  const shown = useShownValue();
  const [kept, setKept] = useState<Readonly<Record<string, 'mine' | 'theirs'>>>({});
  const isDecided = fields.every((field) => kept[field] !== undefined);
  const resolve = () =>
    props.onResolved(
      Object.fromEntries(Object.entries(mine).filter(([field]) => kept[field] !== 'theirs')) as Change,
    );
  return (
    <Section title={t('conflict.title')}>
      <p>{t('conflict.lead')}</p>
      {fields.map((field) => (
        <fieldset key={field} className="conflict-field">
          <legend>{t(labelOf(field))}</legend>
          <Radio.Group
            className="stack"
            value={kept[field] ?? null}
            onChange={(event) => setKept({ ...kept, [field]: event.target.value as 'mine' | 'theirs' })}
          >
            <Radio value="mine">
              <span className="quiet">{t('sideBySide.mine')}</span> {shown(field, mine)}
            </Radio>
            <Radio value="theirs">
              <span className="quiet">{t('sideBySide.theirs')}</span> {shown(field, current)}
            </Radio>
          </Radio.Group>
        </fieldset>
      ))}
      <div className="form-actions">
        <Button type="primary" disabled={!isDecided} loading={props.isSaving} onClick={resolve}>
          {t('conflict.save')}
        </Button>
        <Button onClick={props.onCancel}>{t('action.back')}</Button>
      </div>
    </Section>
  );
}

const labels = {
  name: 'client.name',
  sex: 'client.sex',
  birthDate: 'client.birthDate',
  idKind: 'client.idKind',
  idNumber: 'client.idNumber',
  idCountry: 'client.idCountry',
  studentNumber: 'client.studentNumber',
  phone: 'client.phone',
  address: 'client.address',
  note: 'client.note',
  classId: 'person.class',
  siteId: 'client.site',
  regionCode: 'client.region',
  status: 'client.status',
  workerIds: 'client.workers',
} as const;

function labelOf(field: string): (typeof labels)[keyof typeof labels] {
  return labels[field as keyof typeof labels] ?? 'client.details';
}

function useShownValue() {
  const { t } = useTranslation('clients');
  const { day } = useFormats();
  const classNameOf = useClassNames();
  const siteNameOf = useSiteNames();
  return (field: string, values: Change | ClientView): string => {
    const value = (values as Record<string, unknown>)[field];
    if (typeof value !== 'string' || value === '') return t('state.emptyText');
    if (field === 'birthDate') return day(value);
    if (field === 'idKind') return t(`client.idKinds.${value as 'passport'}`);
    if (field === 'sex') return t(`client.sexes.${value as 'female'}`);
    if (field === 'status') return t(`client.statuses.${value as 'registered'}`);
    if (field === 'classId') return classNameOf(value) ?? value;
    return field === 'siteId' ? siteNameOf(value) : value;
  };
}
