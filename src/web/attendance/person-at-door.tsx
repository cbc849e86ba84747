import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  CheckVolunteerIn,
  CheckVolunteerOut,
  type ShiftAttendanceView,
  WithdrawAbsence,
} from '../../contract/attendance.ts';
import type { ShiftView, SignUpView } from '../../contract/opportunities.ts';
import { call } from '../base/api.ts';
import { newId } from '../base/ids.ts';
import { useSession } from '../base/session-context.ts';
import { Tag } from '../ui/tag.tsx';
import { useChange } from '../ui/use-change.ts';
import { AbsenceDialog } from './absence-dialog.tsx';
import { HoursDialog } from './hours-dialog.tsx';
import { readAttendanceAnew } from './queries.ts';
import { useAttendanceWords } from './use-attendance-words.ts';

/** What the time allows now. */
interface Timely {
  readonly arrive: boolean;
  readonly leave: boolean;
  readonly beMissed: boolean;
}

interface PersonProps {
  readonly shift: ShiftView & { readonly title: string };
  readonly signUp: SignUpView;
  readonly known: ShiftAttendanceView | undefined;
  readonly may: Timely;
}

export function PersonAtDoor(props: PersonProps) {
  const { signUp, known } = props;
  const { t } = useTranslation('attendance');
  const { may } = useSession();
  const { linesOf } = useAttendanceWords();
  return (
    <li className="item item-tight">
      <div className="item-main">
        <Link to="/volunteers/$volunteerId" params={{ volunteerId: signUp.volunteerId }}>
          <bdi>{signUp.name ?? t('people.nameless')}</bdi>
        </Link>{' '}
        <StateTag known={known} isOver={props.may.beMissed} />{' '}
        {signUp.role !== '' && <Tag>{signUp.role}</Tag>}{' '}
        {signUp.isFirst && <Tag tone="accent">{t('people.first')}</Tag>}
        {known !== undefined && <p className="small">{linesOf(known).join(' · ')}</p>}
      </div>
      {may('volunteer.manage') && <Actions {...props} />}
    </li>
  );
}

function StateTag({ known, isOver }: { known: ShiftAttendanceView | undefined; isOver: boolean }) {
  const { t } = useTranslation('attendance');
  if (known?.absentBecause != null) return <Tag tone="warning">{t('people.states.absent')}</Tag>;
  if (known?.checkedInAt == null) return <Tag>{t(`people.states.${isOver ? 'missed' : 'awaited'}`)}</Tag>;
  return known.checkedOutAt === null ? (
    <Tag tone="good">{t('people.states.here')}</Tag>
  ) : (
    <Tag tone="primary">{t('people.states.gone')}</Tag>
  );
}

function Actions({ shift, signUp, known, may }: PersonProps) {
  const { t } = useTranslation('attendance');
  const [shown, setShown] = useState<'absence' | 'hours'>();
  const whose = signUp.name ?? t('people.nameless');
  const { arrive, leave, comeAfterAll } = useDoorChanges(signUp, known, whose);
  const close = () => setShown(undefined);
  const hasCome = known?.checkedInAt != null;
  const isAbsent = known?.absentBecause != null;
  const isHere = hasCome && known.checkedOutAt === null;
  const hasHours = known !== undefined && (known.minutes !== null || known.pendingMinutes !== null);
  const act = (key: 'arrive' | 'leave' | 'absent' | 'withdraw' | 'hours') => ({
    'aria-label': t('action.of', { action: t(`people.${key}`), whose }),
    children: t(`people.${key}`) as ReactNode,
  });
  return (
    <div className="row">
      {!hasCome && !isAbsent && may.arrive && signUp.status === 'confirmed' && (
        <Button
          {...act('arrive')}
          type="primary"
          loading={arrive.isPending}
          onClick={() => arrive.mutate()}
        />
      )}
      {isHere && may.leave && (
        <Button {...act('leave')} loading={leave.isPending} onClick={() => leave.mutate()} />
      )}
      {!hasCome && !isAbsent && !hasHours && may.beMissed && signUp.status === 'confirmed' && (
        <Button {...act('absent')} onClick={() => setShown('absence')} />
      )}
      {isAbsent && (
        <Button {...act('withdraw')} loading={comeAfterAll.isPending} onClick={() => comeAfterAll.mutate()} />
      )}
      {!isAbsent && !hasHours && may.beMissed && (
        <Button {...act('hours')} onClick={() => setShown('hours')} />
      )}
      {shown === 'absence' && <AbsenceDialog signUpId={signUp.id} name={whose} onClose={close} />}
      {shown === 'hours' && (
        <HoursDialog volunteerId={signUp.volunteerId} name={whose} shift={shift} onClose={close} />
      )}
    </div>
  );
}

function useDoorChanges(
  { id: signUpId, shiftId }: Pick<SignUpView, 'id' | 'shiftId'>,
  known: ShiftAttendanceView | undefined,
  name: string,
) {
  const { t } = useTranslation('attendance');
  // pressed again after an answer was lost, it is the same check-in
  const [checkInId] = useState(newId);
  const onDone = () => undefined;
  return {
    arrive: useChange<void, ShiftAttendanceView>(
      {
        change: () => call(CheckVolunteerIn, { params: { id: shiftId }, body: { id: checkInId, signUpId } }),
        said: () => t('people.arrived', { name }),
        onDone,
      },
      readAttendanceAnew,
    ),
    leave: useChange<void, ShiftAttendanceView>(
      {
        change: () => call(CheckVolunteerOut, { params: { id: known?.checkInId ?? '' } }),
        said: () => t('people.left', { name }),
        onDone,
      },
      readAttendanceAnew,
    ),
    comeAfterAll: useChange<void, unknown>(
      {
        change: () => call(WithdrawAbsence, { params: { id: signUpId } }),
        said: () => t('people.withdrawn', { name }),
        onDone,
      },
      readAttendanceAnew,
    ),
  };
}
