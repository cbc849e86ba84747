import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { ShiftView } from '../../contract/opportunities.ts';
import { useNow } from '../ui/use-now.ts';

/** On the page of a shift: to the screen for its door. */
export function CheckInLink({ shift: { id, state, startsAt } }: { shift: ShiftView }) {
  const { t } = useTranslation('attendance');
  const isBegun = Date.parse(startsAt) <= useNow();
  if (state !== 'open') return null;
  return (
    <Link to="/shifts/$shiftId/check-in" params={{ shiftId: id }}>
      <Button tabIndex={-1} type={isBegun ? 'primary' : 'default'}>
        {t('checkIn.open')}
      </Button>
    </Link>
  );
}
