import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OpportunityView, ShiftView } from '../../contract/opportunities.ts';
import { useFormats } from '../base/formats.ts';
import { useSession } from '../base/session-context.ts';
import { Section } from '../ui/section.tsx';
import { Tag } from '../ui/tag.tsx';
import { useNow } from '../ui/use-now.ts';
import { AddShiftsDialog } from './add-shifts-dialog.tsx';
import styles from './opportunities.module.css';
import { PlacesText } from './places-text.tsx';
import { useShiftTimes } from './use-shift-times.ts';

/** Months that stand open from the beginning: about what fits on a screen. */
const OPEN_MONTHS = 2;

/** Shifts to come by months, and those of the last month folded. */
export function ShiftList({ opportunity }: { opportunity: OpportunityView }) {
  const { t } = useTranslation('opportunities');
  const { may } = useSession();
  const { monthOf } = useFormats();
  const { dayOf } = useShiftTimes();
  const now = useNow();
  const [isAdding, setAdding] = useState(false);
  const { shiftList, state } = opportunity;
  const inOrder = shiftList.toSorted((one, other) => one.startsAt.localeCompare(other.startsAt));
  const [past, coming] = [
    inOrder.filter(({ endsAt }) => Date.parse(endsAt) < now),
    inOrder.filter(({ endsAt }) => Date.parse(endsAt) >= now),
  ];
  const months = [...Map.groupBy(coming, ({ startsAt }) => dayOf(startsAt).slice(0, 'YYYY-MM'.length))];
  return (
    <Section
      title={t('shifts.title')}
      action={
        may('volunteer.manage') &&
        state !== 'closed' && (
          <Button type="primary" onClick={() => setAdding(true)}>
            {t('shifts.add')}
          </Button>
        )
      }
    >
      {isAdding && <AddShiftsDialog opportunityId={opportunity.id} onClose={() => setAdding(false)} />}
      {coming.length === 0 && <p className="quiet">{t('shifts.none')}</p>}
      {months.map(([month, shifts], place) => (
        <details key={month} className={styles['month']} open={place < OPEN_MONTHS}>
          <summary>{t('shifts.month', { month: monthOf(`${month}-01`), count: shifts.length })}</summary>
          <ShiftRows shifts={shifts} />
        </details>
      ))}
      {past.length > 0 && (
        <details className={styles['month']}>
          <summary>{t('shifts.past', { count: past.length })}</summary>
          <ShiftRows shifts={past.toReversed()} />
        </details>
      )}
    </Section>
  );
}

function ShiftRows({ shifts }: { shifts: readonly ShiftView[] }) {
  const { t } = useTranslation('opportunities');
  const { dayText, hoursText } = useShiftTimes();
  return (
    <ul className="items">
      {shifts.map((shift) => (
        <li key={shift.id} className="item item-tight">
          <div className="item-main">
            <Link to="/shifts/$shiftId" params={{ shiftId: shift.id }}>
              {dayText(shift.startsAt)} {hoursText(shift)}
            </Link>{' '}
            {shift.state === 'cancelled' && <Tag tone="danger">{t('shifts.cancelled')}</Tag>}
          </div>
          <PlacesText places={shift.places} />
        </li>
      ))}
    </ul>
  );
}
