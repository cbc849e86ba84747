import { Form, Input, Modal } from 'antd';
import { useTranslation } from 'react-i18next';
import { DecideService, type ServiceView } from '../../contract/attendance.ts';
import { call } from '../base/api.ts';
import { FormProblem } from '../ui/form-problem.tsx';
import { useChange } from '../ui/use-change.ts';
import { readAttendanceAnew } from './queries.ts';

interface Values {
  answer: string;
}

/** Hours that are not recorded; whoever entered or claimed them reads why. */
export function DeclineDialog(props: { serviceId: string; name: string; onClose: () => void }) {
  const { serviceId, name, onClose } = props;
  const { t } = useTranslation('attendance');
  const [form] = Form.useForm<Values>();
  const decline = useChange<Values, ServiceView>(
    {
      change: ({ answer }) =>
        call(DecideService, { params: { id: serviceId }, body: { decision: 'declined', answer } }),
      form,
      said: () => t('dues.declined', { name }),
      onDone: onClose,
    },
    readAttendanceAnew,
  );
  return (
    <Modal
      open
      title={t('action.of', { action: t('dues.decline'), whose: name })}
      onCancel={onClose}
      onOk={form.submit}
      okText={t('dues.decline')}
      okButtonProps={{ danger: true }}
      confirmLoading={decline.isPending}
    >
      <Form<Values> form={form} layout="vertical" onFinish={(values) => decline.mutate(values)}>
        <Form.Item
          name="answer"
          label={t('dues.answer')}
          extra={t('dues.answerHint')}
          rules={[{ required: true, whitespace: true, message: t('state.required') }]}
        >
          <Input.TextArea rows={3} maxLength={500} />
        </Form.Item>
        <FormProblem error={decline.error} />
      </Form>
    </Modal>
  );
}
