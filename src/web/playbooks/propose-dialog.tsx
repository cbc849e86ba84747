import { useNavigate } from '@tanstack/react-router';
import { Form, Input, Modal } from 'antd';
import { useTranslation } from 'react-i18next';
import { ProposeChanges } from '../../contract/playbooks.ts';
import type { Place } from '../../domain/playbooks/playbook-parts.ts';
import { CreationProblem } from '../ui/creation-problem.tsx';
import { DraftOffer, useDraft } from '../ui/use-draft.tsx';
import { useProposalChange } from './use-playbook-change.ts';

interface ProposalValues {
  title: string;
  reason: string;
}

export function ProposeDialog(props: { fromId: string; places: readonly Place[]; onClose: () => void }) {
  const { t } = useTranslation('playbooks');
  const navigate = useNavigate();
  const [form] = Form.useForm<ProposalValues>();
  const draft = useDraft(form, `proposal.${props.fromId}`);
  const propose = useProposalChange<ProposalValues>({
    change: (values) =>
      draft.send(ProposeChanges, {
        body: { id: draft.id, fromId: props.fromId, places: [...props.places], ...values },
      }),
    form,
    said: () => t('proposal.made'),
    onDone: ({ id }) => {
      draft.drop();
      void navigate({ to: '/playbooks/proposals/$proposalId', params: { proposalId: id } });
    },
  });
  const required = [{ required: true, whitespace: true, message: t('state.required') }];
  return (
    <Modal
      open
      title={t('proposal.make')}
      onCancel={props.onClose}
      onOk={form.submit}
      okText={t('proposal.make')}
      confirmLoading={propose.isPending}
    >
      <DraftOffer draft={draft} />
      <Form
        form={form}
        layout="vertical"
        onValuesChange={draft.keep}
        onFinish={(values) => propose.mutate(values)}
      >
        <Form.Item name="title" label={t('proposal.name')} rules={required}>
          <Input maxLength={120} placeholder={t('proposal.nameExample')} />
        </Form.Item>
        <Form.Item
          name="reason"
          label={t('proposal.reason')}
          extra={t('proposal.reasonHint')}
          rules={required}
        >
          <Input.TextArea rows={5} maxLength={4000} />
        </Form.Item>
        <CreationProblem
          error={propose.error}
          form={form}
          draft={draft}
          words={{ title: t('proposal.name'), reason: t('proposal.reason') }}
        />
      </Form>
    </Modal>
  );
}
