import { Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { InstantInput } from '../ui/instant-input.tsx';

export function OccurredAtField() {
  const { t } = useTranslation('casework');
  return (
    <Form.Item
      name="occurredAt"
      label={t('record.occurredAt')}
      rules={[{ required: true, message: t('state.required') }]}
    >
      <InstantInput />
    </Form.Item>
  );
}

export function RecordTextField({ label, hint }: { label: string; hint?: string }) {
  const { t } = useTranslation('casework');
  return (
    <Form.Item
      name="text"
      label={label}
      rules={[{ required: true, whitespace: true, message: t('state.required') }]}
    >
      <Input.TextArea autoSize={{ minRows: 4, maxRows: 16 }} placeholder={hint} maxLength={8000} />
    </Form.Item>
  );
}
