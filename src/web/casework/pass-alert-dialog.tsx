import { Form, Input, Modal } from 'antd';
import { useTranslation } from 'react-i18next';
import { HandOverAlert, TakeOverAlert } from '../../contract/alerts.ts';
import { call } from '../base/api.ts';
import { FormProblem } from '../ui/form-problem.tsx';
import { useChange } from '../ui/use-change.ts';
import { alertsKey, type AlertView } from './queries.ts';
import { StaffSelect } from './staff-select.tsx';

interface PassValues {
  toId?: string;
  words: string;
}

/** An alert changes hands: its owner gives it to a colleague, or a supervisor takes it. Both say why. */
export function PassAlertDialog(props: {
  alert: AlertView;
  way: 'hand_over' | 'take_over';
  onClose: () => void;
}) {
  const { alert, way, onClose } = props;
  const { t } = useTranslation('casework');
  const [form] = Form.useForm<PassValues>();
  const params = { id: alert.id };
  const rules = [{ required: true, message: t('state.required') }];
  const pass = useChange<PassValues, AlertView>(
    {
      change: ({ toId = '', words }) =>
        way === 'hand_over'
          ? call(HandOverAlert, { params, body: { toId, words } })
          : call(TakeOverAlert, { params, body: { words } }),
      form,
      said: () => t(way === 'hand_over' ? 'alert.handedOver' : 'alert.taken'),
      onDone: onClose,
    },
    (queryClient) => void queryClient.invalidateQueries({ queryKey: alertsKey }),
  );
  return (
    <Modal
      open
      title={t(`alert.${way === 'hand_over' ? 'handOverTitle' : 'takeOverTitle'}`, {
        name: alert.clientName,
      })}
      onCancel={onClose}
      onOk={form.submit}
      okText={t(`alert.${way === 'hand_over' ? 'handOver' : 'takeOver'}`)}
      confirmLoading={pass.isPending}
    >
      <Form<PassValues> form={form} layout="vertical" onFinish={(values) => pass.mutate(values)}>
        <FormProblem error={pass.error} />
        {way === 'hand_over' && (
          <Form.Item name="toId" label={t('alert.handOverTo')} rules={rules}>
            <StaffSelect siteId={alert.siteId} isOnDutyOnly exceptMe />
          </Form.Item>
        )}
        <Form.Item
          name="words"
          label={t(way === 'hand_over' ? 'alert.handOverWords' : 'case.reason')}
          rules={[{ required: true, whitespace: true, message: t('state.required') }]}
        >
          <Input.TextArea autoSize={{ minRows: 2, maxRows: 8 }} maxLength={2000} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
