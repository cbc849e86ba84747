import { Form, Input, InputNumber } from 'antd';
import { useTranslation } from 'react-i18next';
import { encounterKinds } from '../../domain/casework/encounter-kinds.ts';
import { Choices } from '../ui/choices.tsx';
import { OccurredAtField } from './record-fields.tsx';

/** What is written down about a contact. */
export function EncounterFields({ areMinutesUsual = false }: { areMinutesUsual?: boolean }) {
  const { t } = useTranslation('casework');
  const rules = [{ required: true, message: t('state.required') }];
  return (
    <>
      <Form.Item name="kind" label={t('encounter.kind')} rules={rules}>
        <Choices values={encounterKinds} labelOf={(kind) => t(`encounter.kinds.${kind}`)} />
      </Form.Item>
      <div className="form-grid">
        <OccurredAtField />
        <Form.Item
          name="minutes"
          label={t('encounter.minutes')}
          rules={rules}
          {...(areMinutesUsual ? { extra: t('encounter.usualMinutes') } : {})}
        >
          <InputNumber min={1} max={1440} precision={0} step={5} style={{ width: '100%' }} />
        </Form.Item>
      </div>
      <Form.Item name="note" label={t('encounter.note')}>
        <Input.TextArea
          autoSize={{ minRows: 5, maxRows: 16 }}
          placeholder={t('encounter.noteHint')}
          maxLength={8000}
        />
      </Form.Item>
    </>
  );
}
