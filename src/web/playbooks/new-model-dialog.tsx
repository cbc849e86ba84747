import { useNavigate } from '@tanstack/react-router';
import { Form, Input, Modal } from 'antd';
import { useTranslation } from 'react-i18next';
import { CreatePlaybookDraft } from '../../contract/playbooks.ts';
import { DraftOffer, useDraft } from '../ui/use-draft.tsx';
import { CreationProblem } from '../ui/creation-problem.tsx';
import { useDraftChange } from './use-playbook-change.ts';

export function NewModelDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('playbooks');
  const navigate = useNavigate();
  const [form] = Form.useForm<{ title: string }>();
  const draft = useDraft(form, 'playbook.new');
  const create = useDraftChange<{ title: string }>({
    change: ({ title }) =>
      draft.send(CreatePlaybookDraft, { body: { id: draft.id, title: { zh: title.trim(), en: '' } } }),
    form,
    said: () => t('playbookDraft.begun'),
    onDone: ({ id }) => {
      draft.drop();
      void navigate({ to: '/playbooks/drafts/$draftId', params: { draftId: id } });
    },
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
      <DraftOffer draft={draft} />
      <Form
        form={form}
        layout="vertical"
        onValuesChange={draft.keep}
        onFinish={(values) => create.mutate(values)}
      >
        <Form.Item
          name="title"
          label={t('playbook.newTitle')}
          extra={t('playbook.newHint')}
          rules={[{ required: true, whitespace: true, message: t('state.required') }]}
        >
          <Input maxLength={80} />
        </Form.Item>
        <CreationProblem
          error={create.error}
          form={form}
          draft={draft}
          words={{ title: t('playbook.newTitle') }}
        />
      </Form>
    </Modal>
  );
}
