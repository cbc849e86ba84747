import { Form, Input, InputNumber, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { levels } from '../../domain/playbooks/playbook.ts';
import { useFormats } from '../base/formats.ts';
import { useInstruments } from '../measures/public.ts';
import { EntryList } from '../ui/entry-list.tsx';
import { blankTexts } from './draft-form.ts';
import { KeptName, TextsField } from './text-fields.tsx';

/** What a model says outside its sessions. */
export function ModelFields() {
  const { t } = useTranslation('playbooks');
  const { instruments } = useInstruments();
  const { textOf } = useFormats();
  return (
    <>
      <TextsField name={['title']} label={t('place.title')} />
      <TextsField name={['purpose']} label={t('place.purpose')} isLong />
      <RangeFields name={['ages']} label={t('playbook.ages')} />
      <Form.Item name="measures" label={t('playbook.measures')}>
        <Select
          mode="multiple"
          options={instruments.map(({ id, title }) => ({ value: id, label: textOf(title) }))}
        />
      </Form.Item>
      {levels.map((level) => (
        <fieldset key={level} className="entries">
          <legend>{t(level === 'indicated' ? 'playbook.indicated' : `session.levels.${level}`)}</legend>
          <TextsField name={['levels', level, 'title']} label={t('place.title')} />
          <RangeFields name={['levels', level, 'participants']} label={t('playbook.peopleLabel')} />
          <TextsField name={['levels', level, 'who']} label={t('playbookDraft.who')} isLong />
          <TextsField name={['levels', level, 'how']} label={t('playbookDraft.how')} isLong />
        </fieldset>
      ))}
      <EntryList
        name="modules"
        title={t('playbook.modules')}
        addWord={t('playbookDraft.addModule')}
        make={() => ({ title: blankTexts, idea: blankTexts })}
        renderEntry={(index) => (
          <>
            <KeptName name={[index, 'code']} />
            <TextsField name={[index, 'title']} label={t('playbook.module')} />
            <TextsField name={[index, 'idea']} label={t('playbookDraft.idea')} isLong />
          </>
        )}
      />
      <Form.Item
        name="summary"
        label={t('playbook.summary')}
        extra={t('playbookDraft.summaryHint')}
        className="entries"
      >
        <Input.TextArea autoSize={{ minRows: 3 }} maxLength={4000} />
      </Form.Item>
    </>
  );
}

function RangeFields({ name, label }: { name: string[]; label: string }) {
  const { t } = useTranslation('playbooks');
  return (
    <div className="row range">
      {(['from', 'to'] as const).map((end) => (
        <Form.Item
          key={end}
          name={[...name, end]}
          label={`${label} · ${t(`playbookDraft.${end}`)}`}
          rules={[{ required: true, message: t('state.required') }]}
        >
          <InputNumber min={0} max={1000} precision={0} />
        </Form.Item>
      ))}
    </div>
  );
}
