import type { UseMutationResult } from '@tanstack/react-query';
import { Form, Input, Modal } from 'antd';
import { useTranslation } from 'react-i18next';
import { FormProblem } from '../ui/form-problem.tsx';

/** A change that needs some words and nothing else. */
export function TextDialog<Answer>(props: {
  title: string;
  label: string;
  change: UseMutationResult<Answer, Error, string>;
  onClose: () => void;
}) {
  const { t } = useTranslation('playbooks');
  const [form] = Form.useForm<{ text: string }>();
  return (
    <Modal
      open
      title={props.title}
      onCancel={props.onClose}
      onOk={form.submit}
      okText={props.title}
      confirmLoading={props.change.isPending}
    >
      <Form form={form} layout="vertical" onFinish={({ text }) => props.change.mutate(text.trim())}>
        <Form.Item
          name="text"
          label={props.label}
          rules={[{ required: true, whitespace: true, message: t('state.required') }]}
        >
          <Input.TextArea rows={4} maxLength={2000} />
        </Form.Item>
        <FormProblem error={props.change.error} />
      </Form>
    </Modal>
  );
}
