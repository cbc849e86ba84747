import { App, Form, Modal } from 'antd';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ChangeMeeting, type MeetingView } from '../../contract/meetings.ts';
import { call } from '../base/api.ts';
import { isProblem } from '../base/problem.ts';
import { FormProblem, markFields } from '../ui/form-problem.tsx';
import { MeetingFields, type MeetingValues } from './meeting-fields.tsx';
import { keepMeeting } from './queries.ts';

/** Moves a meeting, or calls it otherwise. Of two who do so at once the second keeps what they wrote. */
export function ChangeDialog({ meeting, onClose }: { meeting: MeetingView; onClose: () => void }) {
  const { t } = useTranslation('meetings');
  const { message } = App.useApp();
  const queryClient = useQueryClient();
  const [form] = Form.useForm<MeetingValues>();
  // what stood there when the fields were filled: what nobody touched is theirs, whoever changes it meanwhile
  const [shown, setShown] = useState(meeting);
  const { id } = meeting;
  const save = useMutation({
    mutationFn: (values: MeetingValues) =>
      call(ChangeMeeting, { params: { id }, version: shown.version, body: touched(shown, values) }),
    onError: (error) => {
      if (isProblem(error, 'version_conflict')) {
        const current = error.current as MeetingView;
        form.setFieldsValue({ ...fieldsOf(current), ...touched(shown, form.getFieldsValue()) });
        setShown(current);
        keepMeeting(queryClient, current);
        void message.warning(t('change.conflict'));
      } else markFields(form, error);
    },
    onSuccess: (changed) => {
      keepMeeting(queryClient, changed);
      void message.success(t('change.done'));
      onClose();
    },
  });
  return (
    <Modal
      open
      width={640}
      title={t('change.title')}
      onCancel={onClose}
      onOk={form.submit}
      okText={t('change.save')}
      confirmLoading={save.isPending}
    >
      <Form<MeetingValues>
        name="meeting"
        form={form}
        layout="vertical"
        initialValues={fieldsOf(meeting)}
        onFinish={(values) => save.mutate(values)}
        scrollToFirstError
      >
        <MeetingFields />
        <FormProblem error={save.error} />
      </Form>
    </Modal>
  );
}

const fieldsOf = ({ title, place, startsAt, endsAt }: MeetingView): Required<MeetingValues> => ({
  title,
  place,
  startsAt,
  endsAt,
});

/** What somebody wrote that does not stand there. */
function touched(shown: MeetingView, values: MeetingValues): Partial<MeetingValues> {
  const before: Readonly<Record<string, unknown>> = fieldsOf(shown);
  return Object.fromEntries(
    Object.entries({ ...values, place: values.place ?? '' }).filter(
      ([name, value]) => value !== before[name],
    ),
  );
}
