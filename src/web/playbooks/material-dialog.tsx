import { Form, Input, Modal, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { AddMaterial, materialLanguages } from '../../contract/materials.ts';
import { type Licence, licences, licenceWords } from '../../domain/materials/licence.ts';
import { call } from '../base/api.ts';
import { useFormats } from '../base/formats.ts';
import { ChooseFiles, useSendFiles } from '../files/public.ts';
import { useDraft } from '../ui/use-draft.tsx';
import { CreationProblem } from '../ui/creation-problem.tsx';
import { Choices } from '../ui/choices.tsx';
import { useMaterialChange } from './use-playbook-change.ts';

interface MaterialValues {
  file: File;
  title: string;
  titleEn?: string;
  language: (typeof materialLanguages)[number];
  licence: Licence;
  source: string;
}

export function MaterialDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('playbooks');
  const sendFiles = useSendFiles();
  const [form] = Form.useForm<MaterialValues>();
  const draft = useDraft(form, 'material.new');
  const add = useMaterialChange<MaterialValues>({
    change: async ({ file, titleEn, ...about }) => {
      const body = { id: draft.id, ...about, ...(titleEn?.trim() ? { titleEn: titleEn.trim() } : {}) };
      const material = await call(AddMaterial, { body });
      sendFiles({ kind: 'material', ownerId: material.id }, [file]);
      return material;
    },
    form,
    said: () => t('material.added'),
    onDone: onClose,
  });
  return (
    <Modal
      open
      title={t('material.add')}
      onCancel={onClose}
      onOk={form.submit}
      okText={t('material.save')}
      confirmLoading={add.isPending}
    >
      <Form
        form={form}
        layout="vertical"
        initialValues={{ language: 'zh' }}
        onFinish={(values) => add.mutate(values)}
      >
        <MaterialFields />
        <CreationProblem error={add.error} form={form} draft={draft} words={{ title: t('material.name') }} />
      </Form>
    </Modal>
  );
}

function MaterialFields() {
  const { t } = useTranslation('playbooks');
  const { textOf } = useFormats();
  const required = [{ required: true, whitespace: true, message: t('state.required') }];
  return (
    <>
      <Form.Item
        name="file"
        label={t('material.file')}
        rules={[{ required: true, message: t('material.fileMissing') }]}
      >
        <FileInput />
      </Form.Item>
      <Form.Item name="title" label={t('material.name')} rules={required}>
        <Input maxLength={120} />
      </Form.Item>
      <Form.Item name="titleEn" label={`${t('material.nameEn')} · ${t('state.optional')}`}>
        <Input maxLength={120} />
      </Form.Item>
      <Form.Item name="language" label={t('material.language')}>
        <Choices values={materialLanguages} labelOf={(value) => t(`material.languages.${value}`)} />
      </Form.Item>
      <Form.Item
        name="licence"
        label={t('material.licence')}
        extra={t('material.licenceHint')}
        rules={required}
      >
        <Select
          options={licences.map((licence) => ({ value: licence, label: textOf(licenceWords[licence]) }))}
        />
      </Form.Item>
      <Form.Item name="source" label={t('material.source')} rules={required}>
        <Input.TextArea rows={2} maxLength={500} placeholder={t('material.sourceExample')} />
      </Form.Item>
    </>
  );
}

function FileInput({ value, onChange }: { value?: File; onChange?: (file: File) => void }) {
  const { t } = useTranslation('playbooks');
  return (
    <>
      {value !== undefined && <p>{value.name}</p>}
      <ChooseFiles
        isSingle
        accept=".pdf,.png,.jpg,.jpeg,.docx,.pptx"
        of={t('material.file')}
        onChoose={([file]) => file !== undefined && onChange?.(file)}
      />
      <p className="quiet small">{t('material.formats')}</p>
    </>
  );
}
