import { useQuery } from '@tanstack/react-query';
import { Form, InputNumber, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { modulesInOrder, type PlaybookContent } from '../../domain/playbooks/playbook.ts';
import { useFormats } from '../base/formats.ts';
import { EntryList } from '../ui/entry-list.tsx';
import { blankTexts, type SessionValues } from './draft-form.ts';
import { materialsQuery } from './queries.ts';
import { KeptName, TextsField } from './text-fields.tsx';

/** One session of a model: what its leader will read, and the key points that are ticked afterwards. */
export function SessionFields({ content }: { content: PlaybookContent }) {
  const { t } = useTranslation('playbooks');
  const { textOf } = useFormats();
  const required = [{ required: true, message: t('state.required') }];
  return (
    <>
      <TextsField name={['title']} label={t('playbookDraft.sessionTitle')} />
      <div className="form-grid">
        <Form.Item name="module" label={t('playbook.module')} rules={required}>
          <Select
            options={modulesInOrder(content).map((code) => ({
              value: code,
              label: textOf(content.modules[code]?.title ?? blankTexts),
            }))}
          />
        </Form.Item>
        <Form.Item name="minutes" label={t('playbookDraft.minutes')} rules={required} extra={<MinutesSum />}>
          <InputNumber min={1} max={480} precision={0} />
        </Form.Item>
      </div>
      <TextList name="aims" title={t('playbook.aims')} />
      <TextList name="materials" title={t('playbook.materials')} />
      <FilesField />
      <EntryList
        name="steps"
        title={t('playbook.steps')}
        make={() => ({ title: blankTexts, minutes: 5, text: blankTexts })}
        renderEntry={(index) => (
          <>
            <TextsField name={[index, 'title']} label={t('playbookDraft.stepTitle')} />
            <Form.Item name={[index, 'minutes']} label={t('playbookDraft.minutes')} rules={required}>
              <InputNumber min={0} max={480} precision={0} />
            </Form.Item>
            <TextsField name={[index, 'text']} label={t('playbookDraft.stepText')} isLong />
          </>
        )}
      />
      <EntryList
        name="checklist"
        title={t('playbook.checklist')}
        make={() => ({ text: blankTexts })}
        renderEntry={(index) => (
          <>
            <KeptName name={[index, 'id']} />
            <TextsField name={[index, 'text']} label={t('playbookDraft.point')} isLong />
          </>
        )}
      />
      <fieldset className="entries">
        <legend>{t('playbook.adjustments')}</legend>
        <TextsField name={['adjustments', 'selective']} label={t('session.levels.selective')} isLong />
        <TextsField name={['adjustments', 'indicated']} label={t('playbook.indicated')} isLong />
      </fieldset>
    </>
  );
}

function TextList({ name, title }: { name: 'aims' | 'materials'; title: string }) {
  return (
    <EntryList
      name={name}
      title={title}
      make={() => blankTexts}
      renderEntry={(index) => <TextsField name={[index]} label={title} isLong />}
    />
  );
}

/** Files of the library; those that are offered no more stay where they are chosen. */
function FilesField() {
  const { t } = useTranslation('playbooks');
  const { inLanguage } = useFormats();
  const chosen = Form.useWatch<SessionValues['files']>('files') ?? [];
  const materials = useQuery(materialsQuery).data?.items ?? [];
  const options = materials
    .filter(({ id, isWithdrawn, bytes }) => (!isWithdrawn && bytes !== null) || chosen.includes(id))
    .map(({ id, title, titleEn }) => ({ value: id, label: inLanguage(title, titleEn) }));
  return (
    <Form.Item name="files" label={t('playbook.files')} extra={t('playbookDraft.filesHint')}>
      <Select mode="multiple" showSearch={{ optionFilterProp: 'label' }} options={options} />
    </Form.Item>
  );
}

function MinutesSum() {
  const { t } = useTranslation('playbooks');
  const steps = Form.useWatch<SessionValues['steps'] | undefined>('steps') ?? [];
  const all = Form.useWatch<number | null | undefined>('minutes') ?? 0;
  const sum = steps.reduce((total, step) => total + (step?.minutes ?? 0), 0);
  return t('playbookDraft.minutesSum', { sum, all });
}
