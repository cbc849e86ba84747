import { Link } from '@tanstack/react-router';
import { Button, Checkbox } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ServiceDueView } from '../../contract/attendance.ts';
import { nameOfRequirement } from '../../domain/volunteers/qualification-words.ts';
import { spacedNumber } from '../../domain/volunteers/volunteer-number.ts';
import { useFormats } from '../base/formats.ts';
import { useSession } from '../base/session-context.ts';
import { useColleagues } from '../identity/public.ts';
import { useShiftTimes } from '../opportunities/public.ts';
import { Tag, type Tone } from '../ui/tag.tsx';
import { AbsenceDialog } from './absence-dialog.tsx';
import styles from './attendance.module.css';
import { DeclineDialog } from './decline-dialog.tsx';
import { HoursDialog } from './hours-dialog.tsx';
import { useAttendanceWords } from './use-attendance-words.ts';

const tones: Readonly<Record<ServiceDueView['kind'], Tone>> = {
  nobody_checked: 'plain',
  not_checked_out: 'warning',
  to_approve: 'accent',
};

interface DueRowProps {
  readonly due: ServiceDueView;
  readonly isTicked: boolean;
  /** undefined: not for this reader to approve */
  readonly onTick: ((isTicked: boolean) => void) | undefined;
  readonly isApproving: boolean;
  readonly onApprove: () => void;
  /** why it was not approved */
  readonly refusal: string | undefined;
}

/** Hours that are not recorded yet, and what can be done about them. */
export function DueRow(props: DueRowProps) {
  const { due, isTicked, onTick, refusal } = props;
  const { t } = useTranslation('attendance');
  const { may, me } = useSession();
  const { minutesOf } = useAttendanceWords();
  const { fullDayText, hoursText } = useShiftTimes();
  const name = due.name ?? t('people.nameless');
  const isOwn = due.enteredBy === me.user.id;
  return (
    <li className="item">
      <div className={styles['due']}>
        {onTick !== undefined && (
          <Checkbox
            aria-label={t('dues.tick', { name, title: due.title })}
            checked={isTicked}
            onChange={({ target }) => onTick(target.checked)}
          />
        )}
        <div className="item-main">
          <Link to="/volunteers/$volunteerId" params={{ volunteerId: due.volunteerId }}>
            <bdi>{name}</bdi>
          </Link>{' '}
          <Tag tone={tones[due.kind]}>{t(`dues.kinds.${due.kind}`)}</Tag>
          <p>
            {due.title} · {fullDayText(due.startsAt)} {hoursText(due)}
            {due.minutes !== null && (
              <>
                {' · '}
                <span className="figures">{minutesOf(due.minutes)}</span>
              </>
            )}
          </p>
          <p className="quiet small">
            {spacedNumber(due.volunteerNumber)} · {due.siteName}
          </p>
          {due.kind === 'to_approve' && <AskedFor due={due} />}
          {due.kind === 'to_approve' && isOwn && <p className="small">{t('dues.own')}</p>}
          {refusal !== undefined && (
            <p className="danger-text" role="alert">
              {refusal}
            </p>
          )}
        </div>
      </div>
      {may('volunteer.manage') && <DueActions {...props} name={name} />}
    </li>
  );
}

/** Who says that it was so, and why only now; of help what was missing on that day. */
function AskedFor({ due: { enteredBy, reason, source, minutes, missing } }: { due: ServiceDueView }) {
  const { t } = useTranslation('attendance');
  const { textOf } = useFormats();
  const { nameOf } = useColleagues();
  const who = enteredBy === null ? t('dues.byVolunteer') : t('dues.byStaff', { name: nameOf(enteredBy) });
  if (source !== 'help') return <p className="small prose">{t('dues.reason', { who, reason })}</p>;
  return (
    <>
      <p className="small prose">{t(minutes === 0 ? 'dues.helpNot' : 'dues.help', { who })}</p>
      {missing.length > 0 && (
        <p className="danger-text">
          {t('dues.missing', {
            missing: missing.map((code) => textOf(nameOfRequirement(code))).join(t('state.comma')),
          })}
        </p>
      )}
    </>
  );
}

function DueActions({ due, name, onTick, isApproving, onApprove }: DueRowProps & { name: string }) {
  const { t } = useTranslation('attendance');
  const [shown, setShown] = useState<'absence' | 'hours' | 'decline'>();
  const close = () => setShown(undefined);
  const { shiftId, signUpId, serviceId, volunteerId, title, startsAt, endsAt } = due;
  const whose = t('dues.whose', { name, title });
  return (
    <div className="row">
      {due.kind === 'nobody_checked' && (
        <Button
          aria-label={t('action.of', { action: t('people.absent'), whose })}
          onClick={() => setShown('absence')}
        >
          {t('people.absent')}
        </Button>
      )}
      {due.kind !== 'to_approve' && (
        <Button
          aria-label={t('action.of', { action: t('people.hours'), whose })}
          onClick={() => setShown('hours')}
        >
          {t('people.hours')}
        </Button>
      )}
      {onTick !== undefined && (
        <>
          <Button
            aria-label={t('action.of', { action: t('dues.approve'), whose })}
            disabled={isApproving}
            onClick={onApprove}
          >
            {t('dues.approve')}
          </Button>
          <Button
            aria-label={t('action.of', { action: t('dues.decline'), whose })}
            disabled={isApproving}
            onClick={() => setShown('decline')}
          >
            {t('dues.decline')}
          </Button>
        </>
      )}
      {shown === 'absence' && <AbsenceDialog signUpId={signUpId ?? ''} name={name} onClose={close} />}
      {shown === 'hours' && shiftId !== null && (
        <HoursDialog
          volunteerId={volunteerId}
          name={name}
          shift={{ id: shiftId, title, startsAt, endsAt }}
          onClose={close}
        />
      )}
      {shown === 'decline' && <DeclineDialog serviceId={serviceId ?? ''} name={name} onClose={close} />}
    </div>
  );
}
