import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Form, Input, Modal } from 'antd';
import { useTranslation } from 'react-i18next';
import { CreateReferral, referralSources, urgencies } from '../../contract/casework.ts';
import { CreationProblem } from '../ui/creation-problem.tsx';
import { Choices } from '../ui/choices.tsx';
import { markFields } from '../ui/form-problem.tsx';
import { DraftOffer, useDraft } from '../ui/use-draft.tsx';
import { alertsKey, referralsKey } from './queries.ts';

interface ReferralValues {
  source: (typeof referralSources)[number];
  urgency: (typeof urgencies)[number];
  reason: string;
}

export function ReferDialog(props: { clientId: string; clientName: string; onClose: () => void }) {
  const { clientId, clientName, onClose } = props;
  const { t } = useTranslation('casework');
  const { message } = App.useApp();
  const queryClient = useQueryClient();
  const [form] = Form.useForm<ReferralValues>();
  const draft = useDraft(form, `referral.${clientId}`);
  const refer = useMutation({
    mutationFn: (values: ReferralValues) =>
      draft.send(CreateReferral, { body: { id: draft.id, clientId, ...values } }),
    onError: (error) => markFields(form, error),
    onSuccess: async () => {
      draft.drop();
      void message.success(t('referral.created'));
      onClose();
      await queryClient.invalidateQueries({ queryKey: referralsKey });
      await queryClient.invalidateQueries({ queryKey: alertsKey });
    },
  });
  return (
    <Modal
      open
      title={t('referral.newFor', { name: clientName })}
      onCancel={onClose}
      onOk={form.submit}
      okText={t('referral.new')}
      confirmLoading={refer.isPending}
    >
      <DraftOffer draft={draft} />
      <Form<ReferralValues>
        form={form}
        layout="vertical"
        onValuesChange={draft.keep}
        onFinish={(values) => refer.mutate(values)}
      >
        <CreationProblem
          error={refer.error}
          form={form}
          draft={draft}
          words={{ reason: t('referral.reason') }}
        />
        <ReferralFields />
      </Form>
    </Modal>
  );
}

function ReferralFields() {
  const { t } = useTranslation('casework');
  return (
    <>
      <Form.Item
        name="source"
        label={t('referral.source')}
        rules={[{ required: true, message: t('state.required') }]}
      >
        <Choices values={referralSources} labelOf={(source) => t(`referral.sources.${source}`)} />
      </Form.Item>
      <Form.Item
        name="urgency"
        label={t('referral.urgency')}
        extra={t('referral.urgentHint')}
        rules={[{ required: true, message: t('state.required') }]}
      >
        <Choices values={urgencies} labelOf={(urgency) => t(`referral.urgencies.${urgency}`)} />
      </Form.Item>
      <Form.Item
        name="reason"
        label={t('referral.reason')}
        rules={[{ required: true, whitespace: true, message: t('state.required') }]}
      >
        <Input.TextArea
          autoSize={{ minRows: 3, maxRows: 12 }}
          placeholder={t('referral.reasonHint')}
          maxLength={8000}
        />
      </Form.Item>
    </>
  );
}
