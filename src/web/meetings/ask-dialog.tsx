import { useQuery } from '@tanstack/react-query';
import { Form, Modal, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { AskColleagues, type MeetingView } from '../../contract/meetings.ts';
import { call } from '../base/api.ts';
import { FormProblem } from '../ui/form-problem.tsx';
import { useChange } from '../ui/use-change.ts';
import { keepMeeting, meetingColleaguesQuery } from './queries.ts';

/** Asks colleagues to come. */
export function AskDialog({ meeting: { id }, onClose }: { meeting: MeetingView; onClose: () => void }) {
  const { t } = useTranslation('meetings');
  const [form] = Form.useForm<{ accountIds: string[] }>();
  const { data, isPending } = useQuery(meetingColleaguesQuery);
  const save = useChange<{ accountIds: string[] }, MeetingView>(
    {
      change: (body) => call(AskColleagues, { params: { id }, body }),
      form,
      said: () => t('ask.done'),
      onDone: onClose,
    },
    keepMeeting,
  );
  return (
    <Modal
      open
      title={t('ask.title')}
      onCancel={onClose}
      onOk={form.submit}
      okText={t('ask.send')}
      confirmLoading={save.isPending}
    >
      <Form form={form} layout="vertical" onFinish={(values) => save.mutate(values)}>
        <Form.Item
          name="accountIds"
          label={t('ask.colleagues')}
          extra={t('ask.hint')}
          rules={[{ required: true }]}
        >
          <Select
            mode="multiple"
            loading={isPending}
            showSearch={{ optionFilterProp: 'label' }}
            options={(data?.items ?? []).map(({ id: value, name }) => ({ value, label: name }))}
          />
        </Form.Item>
        <FormProblem error={save.error} />
      </Form>
    </Modal>
  );
}
