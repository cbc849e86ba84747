import { Form, Modal } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { DayInput } from '../ui/day-input.tsx';
import { FormProblem } from '../ui/form-problem.tsx';
import type { GroupView } from './queries.ts';
import { useGroupChange } from './use-group-change.ts';

/** A change of a group that needs one day and nothing else. */
export function DayDialog(props: {
  title: ReactNode;
  label: string;
  hint?: string;
  initial: string;
  max?: string;
  said: string;
  change: (day: string) => Promise<GroupView>;
  onClose: () => void;
}) {
  const { title, label, hint, initial, max, said, change, onClose } = props;
  const { t } = useTranslation('groups');
  const [form] = Form.useForm<{ day: string }>();
  const save = useGroupChange<{ day: string }>({
    change: ({ day }) => change(day),
    form,
    said: () => said,
    onDone: onClose,
  });
  return (
    <Modal
      open
      title={title}
      onCancel={onClose}
      onOk={form.submit}
      okText={t('action.save')}
      confirmLoading={save.isPending}
    >
      <Form
        form={form}
        layout="vertical"
        initialValues={{ day: initial }}
        onFinish={(values) => save.mutate(values)}
      >
        <Form.Item
          name="day"
          label={label}
          {...(hint === undefined ? {} : { extra: hint })}
          rules={[{ required: true, message: t('state.required') }]}
        >
          <DayInput {...(max === undefined ? {} : { max })} />
        </Form.Item>
        <FormProblem error={save.error} />
      </Form>
    </Modal>
  );
}
