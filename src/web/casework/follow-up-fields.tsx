import { Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../base/formats.ts';
import { DayInput } from '../ui/day-input.tsx';

/**
 * A case comes to rest while the risk is high: why, and on which day somebody looks after the person again.
 * @param reason name of the field that says why; another field of the form says it where it is left out
 */
export function FollowUpFields({ reason = 'riskReason' }: { reason?: string | null }) {
  const { t } = useTranslation('casework');
  const { today } = useFormats();
  const required = [{ required: true, whitespace: true, message: t('state.required') }];
  return (
    <fieldset className="conflict-field">
      <legend>{t('closure.highRisk')}</legend>
      {reason !== null && (
        <Form.Item name={reason} label={t('closure.riskReason')} rules={required}>
          <Input.TextArea
            autoSize={{ minRows: 2, maxRows: 6 }}
            maxLength={500}
            placeholder={t('closure.riskReasonHint')}
          />
        </Form.Item>
      )}
      <Form.Item
        name="followUpOn"
        label={t('closure.followUpOn')}
        extra={t('closure.followUpHint')}
        rules={[
          { required: true, message: t('state.required') },
          {
            validator: (_, day: string | undefined) =>
              (day ?? today) < today
                ? Promise.reject(new Error(t('closure.followUpPast')))
                : Promise.resolve(),
          },
        ]}
      >
        <DayInput min={today} />
      </Form.Item>
    </fieldset>
  );
}
