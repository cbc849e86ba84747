import { Form } from 'antd';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../base/formats.ts';
import { DayInput } from '../ui/day-input.tsx';

export interface PeriodValues {
  from: string;
  to: string;
}

/** The days that stand in the fields before anybody types: this year, until today. */
export function usualPeriod(today: string): PeriodValues {
  return { from: `${today.slice(0, 'YYYY'.length)}-01-01`, to: today };
}

/** From when to when what was served is certified. */
export function PeriodFields() {
  const { t } = useTranslation('certificates');
  const { today } = useFormats();
  const rules = [{ required: true, message: t('state.required') }];
  return (
    <div className="form-grid">
      <Form.Item name="from" label={t('period.from')} rules={rules}>
        <DayInput max={today} />
      </Form.Item>
      <Form.Item name="to" label={t('period.to')} rules={rules}>
        <DayInput max={today} />
      </Form.Item>
    </div>
  );
}
