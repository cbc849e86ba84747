import { Form, Modal, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { NoteAbsence, type ShiftAttendanceView } from '../../contract/attendance.ts';
import { absenceNames, type AbsenceReason, absenceReasons } from '../../domain/volunteers/attendance.ts';
import { call } from '../base/api.ts';
import { useFormats } from '../base/formats.ts';
import { FormProblem } from '../ui/form-problem.tsx';
import { useChange } from '../ui/use-change.ts';
import { readAttendanceAnew } from './queries.ts';

interface Values {
  reason: AbsenceReason;
}

/** Somebody with a place was not there, and why as far as it is known. */
export function AbsenceDialog(props: { signUpId: string; name: string; onClose: () => void }) {
  const { signUpId, name, onClose } = props;
  const { t } = useTranslation('attendance');
  const { textOf } = useFormats();
  const [form] = Form.useForm<Values>();
  const note = useChange<Values, ShiftAttendanceView>(
    {
      change: (body) => call(NoteAbsence, { params: { id: signUpId }, body }),
      form,
      said: () => t('absence.noted', { name }),
      onDone: onClose,
    },
    readAttendanceAnew,
  );
  return (
    <Modal
      open
      title={t('absence.title', { name })}
      onCancel={onClose}
      onOk={form.submit}
      okText={t('people.absent')}
      confirmLoading={note.isPending}
    >
      <Form<Values>
        form={form}
        layout="vertical"
        initialValues={{ reason: 'no_word' }}
        onFinish={(values) => note.mutate(values)}
      >
        <Form.Item name="reason" label={t('absence.reason')} extra={t('absence.hint')}>
          <Select
            options={absenceReasons.map((reason) => ({ value: reason, label: textOf(absenceNames[reason]) }))}
          />
        </Form.Item>
        <FormProblem error={note.error} />
      </Form>
    </Modal>
  );
}
