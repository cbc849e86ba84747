import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Form, Modal } from 'antd';
import type { Static } from 'typebox';
import { useTranslation } from 'react-i18next';
import { type ConsentItem, WithdrawConsent } from '../../contract/clients.ts';
import { call } from '../base/api.ts';
import { useFormats } from '../base/formats.ts';
import { DayInput } from '../ui/day-input.tsx';
import { FormProblem, markFields } from '../ui/form-problem.tsx';
import { consentsQuery } from './queries.ts';

export type ConsentView = Static<typeof ConsentItem>;

export function WithdrawDialog(props: { clientId: string; consent: ConsentView; onClose: () => void }) {
  const { clientId, consent, onClose } = props;
  const { t } = useTranslation('clients');
  const { message } = App.useApp();
  const { today } = useFormats();
  const queryClient = useQueryClient();
  const [form] = Form.useForm<{ withdrawnOn: string }>();
  const withdraw = useMutation({
    mutationFn: ({ withdrawnOn }: { withdrawnOn: string }) =>
      call(WithdrawConsent, { params: { id: clientId, consentId: consent.id }, body: { withdrawnOn } }),
    onError: (error) => markFields(form, error),
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: consentsQuery(clientId).queryKey });
      void message.success(t('consent.withdrawn'));
      onClose();
    },
  });
  return (
    <Modal
      open
      title={t('consent.withdrawTitle', { purpose: t(`consent.purposes.${consent.purpose}`) })}
      onCancel={onClose}
      onOk={form.submit}
      okText={t('consent.withdraw')}
      confirmLoading={withdraw.isPending}
    >
      <Form
        form={form}
        layout="vertical"
        initialValues={{ withdrawnOn: today }}
        onFinish={(values) => withdraw.mutate(values)}
      >
        <FormProblem error={withdraw.error} />
        <Form.Item
          name="withdrawnOn"
          label={t('consent.withdrawnOn')}
          rules={[{ required: true, message: t('state.required') }]}
        >
          <DayInput max={today} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
