import { Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { InstantInput } from '../ui/instant-input.tsx';

export interface MeetingValues {
  title: string;
  place?: string;
  startsAt: string;
  endsAt: string;
}

/** What a meeting is called, when it is and where. */
export function MeetingFields() {
  const { t } = useTranslation('meetings');
  return (
    <>
      <Form.Item name="title" label={t('form.title')} rules={[{ required: true, whitespace: true }]}>
        <Input maxLength={120} />
      </Form.Item>
      <div className="form-grid">
        <Form.Item name="startsAt" label={t('form.startsAt')} rules={[{ required: true }]}>
          <InstantInput />
        </Form.Item>
        <Form.Item name="endsAt" label={t('form.endsAt')} rules={[{ required: true }]}>
          <InstantInput />
        </Form.Item>
      </div>
      <Form.Item name="place" label={t('form.place')} extra={t('form.placeHint')}>
        <Input maxLength={300} />
      </Form.Item>
    </>
  );
}
