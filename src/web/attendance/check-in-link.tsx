import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { ShiftView } from '../../contract/opportunities.ts';

/** On the page of a shift: to the screen for its door. */
export function CheckInLink({ shift: { id, state } }: { shift: ShiftView }) {
  const { t } = useTranslation('attendance');
  if (state !== 'open') return null;
  return (
    <Link to="/shifts/$shiftId/check-in" params={{ shiftId: id }}>
      <Button tabIndex={-1}>{t('checkIn.open')}</Button>
    </Link>
  );
}
