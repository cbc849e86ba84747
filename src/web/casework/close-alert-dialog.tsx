import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Form, Input, Modal } from 'antd';
import { useTranslation } from 'react-i18next';
import { alertOutcomes, CloseAlert } from '../../contract/alerts.ts';
import { Choices } from '../ui/choices.tsx';
import { FormProblem, markFields } from '../ui/form-problem.tsx';
import { DraftOffer, useDraft } from '../ui/use-draft.tsx';
import { type AlertView, alertsKey, casesKey } from './queries.ts';

interface OutcomeValues {
  outcome: (typeof alertOutcomes)[number];
  note: string;
}

/** What came of an alert: nothing is chosen beforehand. */
export function CloseAlertDialog({ alert, onClose }: { alert: AlertView; onClose: () => void }) {
  const { t } = useTranslation('casework');
  const { message } = App.useApp();
  const queryClient = useQueryClient();
  const [form] = Form.useForm<OutcomeValues>();
  const draft = useDraft(form, `alert.${alert.id}`);
  const close = useMutation({
    mutationFn: (body: OutcomeValues) => draft.send(CloseAlert, { params: { id: alert.id }, body }),
    onError: (error) => markFields(form, error),
    onSuccess: async () => {
      draft.drop();
      void message.success(t('alert.closed'));
      onClose();
      await queryClient.invalidateQueries({ queryKey: alertsKey });
      await queryClient.invalidateQueries({ queryKey: casesKey });
    },
  });
  return (
    <Modal
      open
      title={t('alert.closeTitle', { name: alert.clientName })}
      onCancel={onClose}
      onOk={form.submit}
      okText={t('action.save')}
      confirmLoading={close.isPending}
    >
      <DraftOffer draft={draft} />
      <Form
        form={form}
        layout="vertical"
        onValuesChange={draft.keep}
        onFinish={(values) => close.mutate(values)}
      >
        <FormProblem error={close.error} />
        <Form.Item
          name="outcome"
          label={t('alert.outcome')}
          rules={[{ required: true, message: t('state.required') }]}
        >
          <Choices values={alertOutcomes} labelOf={(outcome) => t(`alert.outcomes.${outcome}`)} />
        </Form.Item>
        <Form.Item
          name="note"
          label={t('alert.note')}
          rules={[{ required: true, whitespace: true, message: t('state.required') }]}
        >
          <Input.TextArea
            autoSize={{ minRows: 3, maxRows: 10 }}
            placeholder={t('alert.noteHint')}
            maxLength={8000}
          />
        </Form.Item>
      </Form>
    </Modal>
  );
}
