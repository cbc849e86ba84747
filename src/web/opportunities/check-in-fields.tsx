import { Button, Checkbox, Form, InputNumber } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './opportunities.module.css';
import type { OpportunityValues } from './opportunity-form.ts';

/** From when to when one checks in, and whether one has to be there. */
export function CheckInFields() {
  const { t } = useTranslation('opportunities');
  const asksPlace = Form.useWatch('asksPlace', Form.useFormInstance<OpportunityValues>()) === true;
  const rules = [{ required: true, message: t('state.required') }];
  return (
    <fieldset className="entries">
      <legend>{t('checkIn.title')}</legend>
      <div className="form-grid">
        <Form.Item name={['checkIn', 'minutesBefore']} label={t('checkIn.minutesBefore')} rules={rules}>
          <InputNumber min={0} max={240} precision={0} className={styles['number'] ?? ''} />
        </Form.Item>
        <Form.Item name={['checkIn', 'minutesAfter']} label={t('checkIn.minutesAfter')} rules={rules}>
          <InputNumber min={0} max={240} precision={0} className={styles['number'] ?? ''} />
        </Form.Item>
      </div>
      <Form.Item name={['checkIn', 'asksCodeAtEnd']} valuePropName="checked">
        <Checkbox>{t('checkIn.asksCodeAtEnd')}</Checkbox>
      </Form.Item>
      <Form.Item name="asksPlace" valuePropName="checked" extra={t('checkIn.asksPlaceHint')}>
        <Checkbox>{t('checkIn.asksPlace')}</Checkbox>
      </Form.Item>
      {asksPlace && <PlaceFields />}
    </fieldset>
  );
}

function PlaceFields() {
  const { t } = useTranslation('opportunities');
  const rules = [{ required: true, message: t('state.required') }];
  const number = styles['number'] ?? '';
  return (
    <>
      <div className={styles['times']}>
        <Form.Item name={['checkIn', 'place', 'radiusMetres']} label={t('checkIn.radius')} rules={rules}>
          <InputNumber min={20} max={5_000} precision={0} className={number} />
        </Form.Item>
        <Form.Item name={['checkIn', 'place', 'latitude']} label={t('checkIn.latitude')} rules={rules}>
          <InputNumber min={-90} max={90} className={number} />
        </Form.Item>
        <Form.Item name={['checkIn', 'place', 'longitude']} label={t('checkIn.longitude')} rules={rules}>
          <InputNumber min={-180} max={180} className={number} />
        </Form.Item>
      </div>
      <HereButton />
    </>
  );
}

type Found =
  | { readonly is: 'asking' | 'refused' | 'unknown' }
  | { readonly is: 'found'; readonly metres: number };

/** A tenth of a metre, which is finer than any telephone knows. */
const DECIMALS = 6;

/** Fills in where this device is. */
function HereButton() {
  const { t } = useTranslation('opportunities');
  const form = Form.useFormInstance<OpportunityValues>();
  const [found, setFound] = useState<Found>();
  const ask = () => {
    setFound({ is: 'asking' });
    navigator.geolocation.getCurrentPosition(
      ({ coords: { latitude, longitude, accuracy } }) => {
        form.setFieldValue(['checkIn', 'place', 'latitude'], Number(latitude.toFixed(DECIMALS)));
        form.setFieldValue(['checkIn', 'place', 'longitude'], Number(longitude.toFixed(DECIMALS)));
        setFound({ is: 'found', metres: Math.ceil(accuracy) });
      },
      ({ code, PERMISSION_DENIED }) => setFound({ is: code === PERMISSION_DENIED ? 'refused' : 'unknown' }),
      { enableHighAccuracy: true, timeout: 15_000 },
    );
  };
  return (
    <div className="row form-problem">
      <Button loading={found?.is === 'asking'} onClick={ask}>
        {t('checkIn.here')}
      </Button>
      <output className={found?.is === 'refused' || found?.is === 'unknown' ? 'danger-text' : ''}>
        {found?.is === 'found' && t('checkIn.found', { n: found.metres })}
        {(found?.is === 'refused' || found?.is === 'unknown') && t(`checkIn.${found.is}`)}
      </output>
    </div>
  );
}
