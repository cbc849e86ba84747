import { Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { InstantInput } from '../ui/instant-input.tsx';

export function ReportTextField() {
  const { t } = useTranslation('casework');
  return (
    <Form.Item
      name="text"
      label={t('report.text')}
      rules={[{ required: true, whitespace: true, message: t('state.required') }]}
    >
      <Input.TextArea
        autoSize={{ minRows: 3, maxRows: 12 }}
        placeholder={t('report.textHint')}
        maxLength={8000}
      />
    </Form.Item>
  );
}

/** When and to whom it was reported, and the receipt, which may come later. */
export function ReportedFields({ isTimeRequired }: { isTimeRequired: boolean }) {
  const { t } = useTranslation('casework');
  const optional = ` (${t('state.optional')})`;
  return (
    <div className="form-grid">
      <Form.Item
        name="reportedAt"
        label={t('report.reportedAt')}
        rules={isTimeRequired ? [{ required: true, message: t('state.required') }] : []}
      >
        <InstantInput />
      </Form.Item>
      <Form.Item name="reportedTo" label={`${t('report.reportedTo')}${optional}`}>
        <Input placeholder={t('report.reportedToHint')} maxLength={200} />
      </Form.Item>
      <Form.Item name="receipt" label={`${t('report.receipt')}${optional}`}>
        <Input placeholder={t('report.receiptHint')} maxLength={200} />
      </Form.Item>
    </div>
  );
}
