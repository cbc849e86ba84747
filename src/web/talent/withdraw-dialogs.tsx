import { Form, Input, Modal } from 'antd';
import { useTranslation } from 'react-i18next';
import { WithdrawRecord, WithdrawSupervision } from '../../contract/talent.ts';
import { call } from '../base/api.ts';
import { FormProblem } from '../ui/form-problem.tsx';
import { useChange } from '../ui/use-change.ts';
import { readTalentAnew } from './queries.ts';

interface Reason {
  reason: string;
}

/** It does not count any more; it stays in the record with the reason. */
export function WithdrawRecordDialog(props: { id: string; title: string; onClose: () => void }) {
  const { id, title, onClose } = props;
  const { t } = useTranslation('talent');
  return (
    <ReasonDialog
      title={t('records.withdrawOf', { title })}
      text={t('records.withdrawText')}
      action={t('records.withdraw')}
      said={t('records.withdrawn', { title })}
      send={(body) => call(WithdrawRecord, { params: { id }, body })}
      onClose={onClose}
    />
  );
}

export function WithdrawSupervisionDialog(props: { id: string; onClose: () => void }) {
  const { id, onClose } = props;
  const { t } = useTranslation('talent');
  return (
    <ReasonDialog
      title={t('supervision.withdrawTitle')}
      text={t('supervision.withdrawText')}
      action={t('supervision.withdraw')}
      said={t('supervision.withdrawn')}
      send={(body) => call(WithdrawSupervision, { params: { id }, body })}
      onClose={onClose}
    />
  );
}

function ReasonDialog(props: {
  title: string;
  text: string;
  action: string;
  said: string;
  send: (reason: Reason) => Promise<unknown>;
  onClose: () => void;
}) {
  const { title, text, action, said, send, onClose } = props;
  const { t } = useTranslation('talent');
  const [form] = Form.useForm<Reason>();
  const withdraw = useChange<Reason, unknown>(
    { change: send, form, said: () => said, onDone: onClose },
    readTalentAnew,
  );
  return (
    <Modal
      open
      title={title}
      onCancel={onClose}
      onOk={form.submit}
      okText={action}
      okButtonProps={{ danger: true }}
      confirmLoading={withdraw.isPending}
    >
      <p>{text}</p>
      <Form form={form} layout="vertical" onFinish={(values) => withdraw.mutate(values)}>
        <Form.Item
          name="reason"
          label={t('records.reason')}
          rules={[{ required: true, message: t('state.required') }]}
        >
          <Input.TextArea rows={3} maxLength={500} />
        </Form.Item>
        <FormProblem error={withdraw.error} />
      </Form>
    </Modal>
  );
}
