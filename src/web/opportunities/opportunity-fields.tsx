import { useInfiniteQuery } from '@tanstack/react-query';
import { AutoComplete, Form, Input, InputNumber, Select } from 'antd';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import {
  categoryNames,
  type ServiceCategory,
  serviceCategories,
  skillNames,
  volunteerSkills,
} from '../../domain/volunteers/profile-words.ts';
import { type CheckCode, checkCodes, insuranceCodes } from '../../domain/volunteers/qualification.ts';
import { useFormats } from '../base/formats.ts';
import { useSession } from '../base/session-context.ts';
import { useQualificationTitle } from '../volunteers/public.ts';
import { CheckInFields } from './check-in-fields.tsx';
import styles from './opportunities.module.css';
import { checksFor, type OpportunityValues } from './opportunity-form.ts';
import { opportunityPages } from './queries.ts';
import { UncheckedWarning } from './unchecked-warning.tsx';

/** What is asked for, where, and what whoever comes should know. */
export function OpportunityFields() {
  const { t } = useTranslation('opportunities');
  const { textOf } = useFormats();
  const { sites } = useSession().me;
  const askCheck = useAskingCheck();
  const known = useInfiniteQuery(opportunityPages({})).data?.pages ?? [];
  const programmes = [...new Set(known.flatMap(({ items }) => items.map(({ programme }) => programme)))];
  const required = { required: true, whitespace: true, message: t('state.required') };
  return (
    <>
      <Form.Item name="title" label={t('form.title')} rules={[required]}>
        <Input maxLength={80} placeholder={t('form.titleExample')} autoComplete="off" />
      </Form.Item>
      <div className="form-grid">
        <Form.Item name="siteId" label={t('form.site')} rules={[required]}>
          <Select options={sites.map(({ id, name }) => ({ value: id, label: name }))} />
        </Form.Item>
        <Form.Item name="place" label={t('form.place')}>
          <Input maxLength={200} placeholder={t('form.placeExample')} autoComplete="off" />
        </Form.Item>
        <Form.Item name="programme" label={t('form.programme')}>
          <AutoComplete
            showSearch={{ filterOption: (typed, option) => (option?.value ?? '').includes(typed) }}
            options={programmes.filter((name) => name !== '').map((name) => ({ value: name }))}
          >
            <Input maxLength={80} autoComplete="off" />
          </AutoComplete>
        </Form.Item>
        <Form.Item name="category" label={t('form.category')}>
          <Select
            allowClear
            onChange={askCheck}
            options={serviceCategories.map((word) => ({ value: word, label: textOf(categoryNames[word]) }))}
          />
        </Form.Item>
      </div>
      <Form.Item name="description" label={t('form.description')} rules={[required]}>
        <Input.TextArea autoSize={{ minRows: 3, maxRows: 12 }} maxLength={4000} />
      </Form.Item>
      <Form.Item name="risks" label={t('form.risks')} extra={t('form.risksHint')} rules={[required]}>
        <Input.TextArea autoSize={{ minRows: 2, maxRows: 8 }} maxLength={2000} />
      </Form.Item>
      <RequirementFields />
      <Form.Item name="confirmHours" label={t('form.confirmHours')} extra={t('form.confirmHoursHint')}>
        <InputNumber min={1} max={168} precision={0} />
      </Form.Item>
      <CheckInFields />
    </>
  );
}

const CHECKS: ['requirements', 'checks'] = ['requirements', 'checks'];

function useAskingCheck(): (category: ServiceCategory | undefined) => void {
  const form = Form.useFormInstance<OpportunityValues>();
  const isByField = useRef(false);
  return (category) => {
    const asked = (form.getFieldValue(CHECKS) ?? []) as CheckCode[];
    const next = checksFor(category, asked, isByField.current);
    isByField.current = next.isByField;
    form.setFieldValue(CHECKS, next.checks);
  };
}

function RequirementFields() {
  const { t } = useTranslation('opportunities');
  const category = Form.useWatch<ServiceCategory | undefined>('category');
  const checks = Form.useWatch<CheckCode[] | undefined>(CHECKS);
  const { textOf } = useFormats();
  const titleOf = useQualificationTitle();
  const kindOptions = (kind: 'check' | 'insurance', codes: readonly string[]) =>
    codes.map((code) => ({ value: code, label: titleOf({ kind, code, title: '' }) }));
  return (
    <fieldset className="entries">
      <legend>{t('requirements.title')}</legend>
      <p className="quiet small form-problem">{t('requirements.hint')}</p>
      <div className="form-grid">
        <Form.Item name={['requirements', 'minimumAge']} label={t('requirements.minimumAge')}>
          <InputNumber min={14} max={120} precision={0} className={styles['number'] ?? ''} />
        </Form.Item>
        <Form.Item name={['requirements', 'maximumAge']} label={t('requirements.maximumAge')}>
          <InputNumber min={14} max={120} precision={0} className={styles['number'] ?? ''} />
        </Form.Item>
        <Form.Item name={['requirements', 'skills']} label={t('requirements.skills')}>
          <Select
            mode="multiple"
            showSearch={{ optionFilterProp: 'label' }}
            options={volunteerSkills.map((skill) => ({ value: skill, label: textOf(skillNames[skill]) }))}
          />
        </Form.Item>
        <Form.Item name={['requirements', 'checks']} label={t('requirements.checks')}>
          <Select mode="multiple" options={kindOptions('check', checkCodes)} />
        </Form.Item>
        <Form.Item
          name={['requirements', 'insurances']}
          label={t('requirements.insurances')}
          extra={t('requirements.insurancesHint')}
        >
          <Select mode="multiple" options={kindOptions('insurance', insuranceCodes)} />
        </Form.Item>
        <Form.Item
          name={['requirements', 'trainings']}
          label={t('requirements.trainings')}
          extra={t('requirements.trainingsHint')}
        >
          <Select
            mode="tags"
            maxCount={10}
            tokenSeparators={[',', '，', '、']}
            open={false}
            suffixIcon={null}
          />
        </Form.Item>
      </div>
      <UncheckedWarning category={category} checks={checks ?? []} />
    </fieldset>
  );
}
