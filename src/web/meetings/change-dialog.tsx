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
  const [version, setVersion] = useState(meeting.version);
  const { id, title, place, startsAt, endsAt } = meeting;
  const save = useMutation({
    mutationFn: (body: MeetingValues) => call(ChangeMeeting, { params: { id }, version, body }),
    onError: (error) => {
      if (isProblem(error, 'version_conflict')) {
        const current = error.current as MeetingView;
        setVersion(current.version);
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
        initialValues={{ title, place, startsAt, endsAt }}
        onFinish={(values) => save.mutate(values)}
        scrollToFirstError
      >
        <MeetingFields />
        <FormProblem error={save.error} />
      </Form>
    </Modal>
  );
}
