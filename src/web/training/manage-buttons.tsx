import { App, Button, Form, Input, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type CourseView, MoveCourse } from '../../contract/training.ts';
import { type CourseMove, refuseMove } from '../../domain/training/course-life.ts';
import { call } from '../base/api.ts';
import { isProblem } from '../base/problem.ts';
import { FormProblem } from '../ui/form-problem.tsx';
import { useNow } from '../ui/use-now.ts';
import { useChange } from '../ui/use-change.ts';
import { CourseDialog } from './course-dialog.tsx';
import { keepCourse } from './queries.ts';

const said = { open: 'manage.opened', ended: 'manage.ended', called_off: 'manage.calledOff' } as const;

/** What whoever runs a course does with it next. */
export function ManageButtons({ course }: { course: CourseView }) {
  const { t } = useTranslation('training');
  const { message } = App.useApp();
  const [dialog, setDialog] = useState<'change' | 'callOff'>();
  const now = useNow();
  const { id, version, state } = course;
  const move = useChange<'open' | 'ended', CourseView>(
    {
      change: (to) =>
        call(MoveCourse, { params: { id }, version, body: { state: to } }).catch((error: unknown) => {
          if (isProblem(error, 'version_conflict')) void message.warning(t('form.conflict'));
          throw error;
        }),
      said: (moved) => t(said[moved.state as CourseMove]),
      onDone: () => undefined,
    },
    keepCourse,
  );
  const times = { state, beginsAt: new Date(course.beginsAt), endsAt: new Date(course.endsAt) };
  const mayMove = (to: CourseMove) => refuseMove(times, to, new Date(now)) === undefined;
  return (
    <div className="row">
      {mayMove('open') && (
        <Button type="primary" loading={move.isPending} onClick={() => move.mutate('open')}>
          {t('manage.open')}
        </Button>
      )}
      {mayMove('ended') && (
        <Button type="primary" loading={move.isPending} onClick={() => move.mutate('ended')}>
          {t('manage.end')}
        </Button>
      )}
      {(state === 'draft' || state === 'open') && (
        <Button onClick={() => setDialog('change')}>{t('action.edit')}</Button>
      )}
      {mayMove('called_off') && <Button onClick={() => setDialog('callOff')}>{t('manage.callOff')}</Button>}
      {dialog === 'change' && (
        <CourseDialog course={course} onClose={() => setDialog(undefined)} onSaved={() => undefined} />
      )}
      {dialog === 'callOff' && <CallOffDialog course={course} onClose={() => setDialog(undefined)} />}
    </div>
  );
}

function CallOffDialog({ course, onClose }: { course: CourseView; onClose: () => void }) {
  const { t } = useTranslation('training');
  const [form] = Form.useForm<{ reason?: string }>();
  const { id, version, state } = course;
  const save = useChange<{ reason?: string }, CourseView>(
    {
      change: ({ reason = '' }) =>
        call(MoveCourse, { params: { id }, version, body: { state: 'called_off', reason } }),
      form,
      said: () => t('manage.calledOff'),
      onDone: onClose,
    },
    keepCourse,
  );
  return (
    <Modal
      open
      title={t('manage.callOff')}
      onCancel={onClose}
      onOk={form.submit}
      okText={t('manage.callOff')}
      okButtonProps={{ danger: true }}
      confirmLoading={save.isPending}
    >
      <p className="notice notice-warning form-problem">
        {t(state === 'draft' ? 'manage.dropHint' : 'manage.callOffHint')}
      </p>
      <Form form={form} layout="vertical" onFinish={(values) => save.mutate(values)}>
        <Form.Item name="reason" label={t('manage.reason')}>
          <Input.TextArea autoSize={{ minRows: 2, maxRows: 6 }} maxLength={500} />
        </Form.Item>
        <FormProblem error={save.error} />
      </Form>
    </Modal>
  );
}
