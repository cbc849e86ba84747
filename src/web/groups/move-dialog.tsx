import { Form, Input, Modal } from 'antd';
import { useTranslation } from 'react-i18next';
import { MoveSession } from '../../contract/groups.ts';
import { call } from '../base/api.ts';
import { DayInput } from '../ui/day-input.tsx';
import { FormProblem } from '../ui/form-problem.tsx';
import { HolidayHint } from './holiday-hint.tsx';
import type { GroupSessionView, GroupView } from './queries.ts';
import { useGroupChange } from './use-group-change.ts';

interface MoveValues {
  plannedOn: string;
  /** empty: no time was said */
  plannedTime: string;
}

/** Plans a session for another day or time. */
export function MoveDialog(props: { group: GroupView; session: GroupSessionView; onClose: () => void }) {
  const { group, session, onClose } = props;
  const { t } = useTranslation('groups');
  const [form] = Form.useForm<MoveValues>();
  const plannedOn = Form.useWatch<string | null | undefined>('plannedOn', form);
  const move = useGroupChange<MoveValues>({
    change: (values) =>
      call(MoveSession, {
        params: { id: group.id, sessionId: session.sessionId },
        version: session.version,
        body: { plannedOn: values.plannedOn, plannedTime: values.plannedTime || null },
      }),
    form,
    said: () => t('group.moved'),
    onDone: onClose,
  });
  return (
    <Modal
      open
      title={t('group.move')}
      onCancel={onClose}
      onOk={form.submit}
      okText={t('action.save')}
      confirmLoading={move.isPending}
    >
      <Form<MoveValues>
        form={form}
        layout="vertical"
        initialValues={{ plannedOn: session.plannedOn, plannedTime: session.plannedTime ?? '' }}
        onFinish={(values) => move.mutate(values)}
      >
        <Form.Item
          name="plannedOn"
          label={t('group.newDay')}
          extra={<HolidayHint day={plannedOn} />}
          rules={[{ required: true, message: t('state.required') }]}
        >
          <DayInput />
        </Form.Item>
        <Form.Item name="plannedTime" label={`${t('group.time')} (${t('state.optional')})`}>
          <Input type="time" />
        </Form.Item>
        <FormProblem error={move.error} />
      </Form>
    </Modal>
  );
}
