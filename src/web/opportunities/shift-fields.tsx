import { Form, Input, InputNumber } from 'antd';
import { useTranslation } from 'react-i18next';
import { Choices } from '../ui/choices.tsx';
import { DayInput } from '../ui/day-input.tsx';
import { EntryList } from '../ui/entry-list.tsx';
import styles from './opportunities.module.css';
import type { PlacesValues, TimesValues } from './shift-form.ts';

/** The day and hours of one shift. */
export function TimesFields() {
  const { t } = useTranslation('opportunities');
  const from = Form.useWatch<TimesValues['from'] | undefined>('from');
  const to = Form.useWatch<TimesValues['to'] | undefined>('to');
  const isOverNight = from !== undefined && to !== undefined && to !== '' && to <= from;
  const required = { required: true, message: t('state.required') };
  return (
    <div className={styles['times']}>
      <Form.Item name="day" label={t('shift.day')} rules={[required]}>
        <DayInput />
      </Form.Item>
      <Form.Item name="from" label={t('shift.from')} rules={[required]}>
        <Input type="time" />
      </Form.Item>
      <Form.Item
        name="to"
        label={t('shift.to')}
        rules={[required]}
        extra={isOverNight ? t('weeklyPlan.nextDay') : undefined}
      >
        <Input type="time" />
      </Form.Item>
    </div>
  );
}

/** How many may come, all of one kind or by role. */
export function PlacesFields() {
  const { t } = useTranslation('opportunities');
  const places = Form.useWatch<PlacesValues['places'] | undefined>('places');
  const required = { required: true, message: t('state.required') };
  const number = <InputNumber min={1} max={10_000} precision={0} className={styles['number'] ?? ''} />;
  return (
    <>
      <Form.Item name="places" label={t('places.title')}>
        <Choices values={['any', 'roles'] as const} labelOf={(value) => t(`places.kinds.${value}`)} />
      </Form.Item>
      {places === 'roles' ? (
        <EntryList
          name="roles"
          title={t('places.roles')}
          addWord={t('places.addRole')}
          make={() => ({ role: '', capacity: 1 })}
          renderEntry={(index) => (
            <div className={styles['role']}>
              <Form.Item name={[index, 'role']} label={t('places.role')} rules={[required]}>
                <Input maxLength={40} autoComplete="off" />
              </Form.Item>
              <Form.Item name={[index, 'capacity']} label={t('places.capacity')} rules={[required]}>
                {number}
              </Form.Item>
            </div>
          )}
        />
      ) : (
        <Form.Item name="capacity" label={t('places.capacity')} rules={[required]}>
          {number}
        </Form.Item>
      )}
    </>
  );
}
