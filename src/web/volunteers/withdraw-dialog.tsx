import { Form, Input, Modal } from 'antd';
import { useTranslation } from 'react-i18next';
import { type QualificationView, WithdrawQualification } from '../../contract/volunteers.ts';
import { call } from '../base/api.ts';
import { FormProblem } from '../ui/form-problem.tsx';
import { useChange } from '../ui/use-change.ts';
import { readVolunteersAnew } from './queries.ts';

/** From today on it does not hold; why is kept. */
export function WithdrawDialog(props: { id: string; title: string; onClose: () => void }) {
  const { id, title, onClose } = props;
  const { t } = useTranslation('volunteers');
  const [form] = Form.useForm<{ reason: string }>();
  const withdraw = useChange<{ reason: string }, QualificationView>(
    {
      change: (body) => call(WithdrawQualification, { params: { id }, body }),
      form,
      said: () => t('qualifications.withdrawn', { title }),
      onDone: onClose,
    },
    readVolunteersAnew,
  );
  return (
    <Modal
      open
      title={t('qualifications.withdrawOf', { title })}
      onCancel={onClose}
      onOk={form.submit}
      okText={t('qualifications.withdraw')}
      okButtonProps={{ danger: true }}
      confirmLoading={withdraw.isPending}
    >
      <p>{t('qualifications.withdrawText')}</p>
      <Form form={form} layout="vertical" onFinish={(values) => withdraw.mutate(values)}>
        <Form.Item
          name="reason"
          label={t('qualifications.reason')}
          rules={[{ required: true, message: t('state.required') }]}
        >
          <Input.TextArea rows={3} maxLength={500} />
        </Form.Item>
        <FormProblem error={withdraw.error} />
      </Form>
    </Modal>
  );
}
