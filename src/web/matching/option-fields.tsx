import { Checkbox, Form, InputNumber } from 'antd';
import { useTranslation } from 'react-i18next';
import { matchWishes, reaches, reachNames } from '../../domain/matching/match-options.ts';
import { useFormats } from '../base/formats.ts';
import { Choices } from '../ui/choices.tsx';
import styles from './matching.module.css';
import { levelWords } from './option-values.ts';

/** What counts besides filling places, and what nobody is asked beyond; the rarer ones folded. */
export function OptionFields() {
  const { t } = useTranslation('matching');
  return (
    <>
      <fieldset className="entries">
        <legend>{t('options.wishes')}</legend>
        <p className="quiet small">{t('options.wishesHint')}</p>
        {matchWishes.map((wish) => (
          <Form.Item
            key={wish}
            name={['wishes', wish]}
            label={t(`options.${wish}`)}
            extra={t(`options.${wish}Hint`)}
          >
            <Choices values={levelWords} labelOf={(level) => t(`options.levels.${level}`)} />
          </Form.Item>
        ))}
      </fieldset>
      <Limits />
    </>
  );
}

function Limits() {
  const { t } = useTranslation('matching');
  const { textOf } = useFormats();
  return (
    <details className={styles['limits']}>
      <summary>{t('options.limits')}</summary>
      <Form.Item name="reach" label={t('options.reach')}>
        <Choices values={reaches} labelOf={(reach) => textOf(reachNames[reach])} />
      </Form.Item>
      <div className="form-grid">
        <Form.Item name="mostShiftsPerWeek" label={t('options.mostShiftsPerWeek')}>
          <InputNumber min={1} max={14} precision={0} className={styles['number'] ?? ''} />
        </Form.Item>
        <Form.Item name="mostHoursPerWeek" label={t('options.mostHoursPerWeek')}>
          <InputNumber min={0.5} max={168} step={0.5} className={styles['number'] ?? ''} />
        </Form.Item>
        <Form.Item name="travelMinutes" label={t('options.travelMinutes')}>
          <InputNumber min={0} max={240} precision={0} className={styles['number'] ?? ''} />
        </Form.Item>
      </div>
      <Form.Item name="asksUntold" valuePropName="checked">
        <Checkbox>{t('options.asksUntold')}</Checkbox>
      </Form.Item>
    </details>
  );
}
