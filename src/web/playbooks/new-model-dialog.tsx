import { useNavigate } from '@tanstack/react-router';
import { Form, Input, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CreatePlaybookDraft } from '../../contract/playbooks.ts';
import { call } from '../app/api.ts';
import { newId } from '../app/ids.ts';
import { FormProblem } from '../ui/form-problem.tsx';
import { useDraftChange } from './use-playbook-change.ts';

export function NewModelDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [form] = Form.useForm<{ title: string }>();
  // made once per dialog: sent twice it begins one draft
  const [id] = useState(() => newId());
  const create = useDraftChange<{ title: string }>({
    change: ({ title }) => call(CreatePlaybookDraft, { body: { id, title: { zh: title.trim(), en: '' } } }),
    form,
    said: () => t('playbookDraft.begun'),
    onDone: () => void navigate({ to: '/playbooks/drafts/$draftId', params: { draftId: id } }),
  });
  return (
    <Modal
      open
      title={t('playbook.new')}
      onCancel={onClose}
      onOk={form.submit}
      okText={t('playbook.new')}
      confirmLoading={create.isPending}
    >
      <Form form={form} layout="vertical" onFinish={(values) => create.mutate(values)}>
        <Form.Item
          name="title"
          label={t('playbook.newTitle')}
          extra={t('playbook.newHint')}
          rules={[{ required: true, whitespace: true, message: t('record.required') }]}
        >
          <Input maxLength={80} />
        </Form.Item>
        <FormProblem error={create.error} />
      </Form>
    </Modal>
  );
}
