import { Form, Input, Modal } from 'antd';
import type { AllianceView } from '../../contract/alliances.ts';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useSharedText } from '../clients/public.ts';
import { FormProblem } from '../ui/form-problem.tsx';
import { useChange } from '../ui/use-change.ts';
import { keepAlliance } from './queries.ts';

/** Says what follows from a step that is not taken back, and asks why it is taken. */
export function ReasonDialog({
  title,
  hint,
  said,
  isOptional = false,
  change,
  onClose,
  children,
}: {
  title: string;
  hint: string;
  said: string;
  isOptional?: boolean;
  change: (reason: string) => Promise<AllianceView>;
  onClose: () => void;
  /** what else follows from it */
  children?: ReactNode;
}) {
  const { t } = useTranslation('alliances');
  const [form] = Form.useForm<{ reason?: string }>();
  const isFit = useSharedText();
  const save = useChange<{ reason?: string }, AllianceView>(
    { change: ({ reason = '' }) => change(reason), form, said: () => said, onDone: onClose },
    keepAlliance,
  );
  return (
    <Modal
      open
      title={title}
      onCancel={onClose}
      onOk={form.submit}
      okText={title}
      okButtonProps={{ danger: true }}
      confirmLoading={save.isPending}
    >
      <p className="notice notice-warning form-problem">{hint}</p>
      {children}
      <Form
        form={form}
        layout="vertical"
        onFinish={(values) => void isFit(values.reason ?? '').then((fits) => fits && save.mutate(values))}
      >
        <Form.Item
          name="reason"
          label={t(isOptional ? 'form.reasonOptional' : 'form.reason')}
          extra={t('form.reasonHint')}
          rules={isOptional ? [] : [{ required: true, whitespace: true }]}
        >
          <Input.TextArea autoSize={{ minRows: 2, maxRows: 6 }} maxLength={1000} />
        </Form.Item>
        <FormProblem error={save.error} />
      </Form>
    </Modal>
  );
}
