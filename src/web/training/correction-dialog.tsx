import { Form, Input, InputNumber, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type CourseView, type EnrolmentView, MarkAttendance } from '../../contract/training.ts';
import { FormProblem } from '../ui/form-problem.tsx';
import { useChange } from '../ui/use-change.ts';
import { useDraft } from '../ui/use-draft.tsx';
import { keepEnrolment } from './queries.ts';

interface Values {
  minutes: number;
  reason: string;
}

/** Says anew how long somebody was at a lesson, and why. */
export function CorrectionDialog(props: {
  courseId: string;
  lesson: CourseView['lessons'][number];
  enrolment: EnrolmentView;
  mark: EnrolmentView['marks'][number];
  name: string;
  onClose: () => void;
}) {
  const { courseId, lesson, enrolment, name, onClose } = props;
  // as it was when somebody looked at it: what a colleague says meanwhile is not written over unseen
  const [mark] = useState(props.mark);
  const { t } = useTranslation('training');
  const [form] = Form.useForm<Values>();
  const draft = useDraft(form, `attendance.${mark.id}`);
  const save = useChange<Values, EnrolmentView>(
    {
      change: ({ minutes, reason }) =>
        draft.send(MarkAttendance, {
          params: { id: lesson.id },
          body: { id: draft.id, enrolmentId: enrolment.id, minutes, replaces: mark.id, reason },
        }),
      form,
      said: () => t('attendance.corrected'),
      onDone: () => {
        draft.drop();
        onClose();
      },
    },
    (client, corrected) => keepEnrolment(client, courseId, corrected),
  );
  const required = { required: true, message: t('state.required') };
  return (
    <Modal
      open
      title={t('attendance.correctTitle', { name })}
      onCancel={onClose}
      onOk={form.submit}
      okText={t('action.save')}
      confirmLoading={save.isPending}
    >
      <Form
        form={form}
        layout="vertical"
        initialValues={{ minutes: mark.minutes }}
        onFinish={(values) => save.mutate(values)}
      >
        <Form.Item name="minutes" label={t('attendance.partMinutes')} rules={[required]}>
          <InputNumber min={0} max={lesson.minutes} precision={0} />
        </Form.Item>
        <Form.Item name="reason" label={t('attendance.reason')} rules={[{ ...required, whitespace: true }]}>
          <Input.TextArea autoSize={{ minRows: 2, maxRows: 6 }} maxLength={500} />
        </Form.Item>
        <FormProblem error={save.error} />
      </Form>
    </Modal>
  );
}
