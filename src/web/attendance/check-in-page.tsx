import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { ShiftAttendanceView } from '../../contract/attendance.ts';
import type { OpportunityView, SignUpView } from '../../contract/opportunities.ts';
import {
  type CheckInRules,
  checkInOpens,
  refuseArrival,
  refuseDeparture,
} from '../../domain/volunteers/attendance.ts';
import { useFormats } from '../base/formats.ts';
import { opportunityQuery, shiftQuery, signUpsQuery, useShiftTimes } from '../opportunities/public.ts';
import { ErrorState } from '../ui/error-state.tsx';
import { LoadingState } from '../ui/loading-state.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { Section } from '../ui/section.tsx';
import { Tag } from '../ui/tag.tsx';
import { useNow } from '../ui/use-now.ts';
import styles from './attendance.module.css';
import { CheckInCode } from './check-in-code.tsx';
import { PersonAtDoor } from './person-at-door.tsx';
import { attendanceQuery } from './queries.ts';

type NamedShift = NonNullable<ReturnType<typeof useShift>['data']>;
const useShift = (id: string) => useQuery(shiftQuery(id));

/** For the door: the code of this minute, and who is here. */
export function CheckInPage() {
  const { shiftId } = useParams({ from: '/staff/shifts/$shiftId/check-in' });
  const query = useShift(shiftId);
  const opportunity = useQuery({
    ...opportunityQuery(query.data?.opportunityId ?? ''),
    enabled: query.data !== undefined,
  });
  const error = query.error ?? opportunity.error;
  // what was shown goes on being shown while there is no connection
  if (query.data !== undefined && opportunity.data !== undefined)
    return <Door shift={query.data} opportunity={opportunity.data} />;
  if (error === null) return <LoadingState rows={8} />;
  return (
    <ErrorState error={error} onRetry={() => void Promise.all([query.refetch(), opportunity.refetch()])} />
  );
}

function Door({ shift, opportunity }: { shift: NamedShift; opportunity: OpportunityView }) {
  const { t } = useTranslation('attendance');
  const { fullDayText, hoursText } = useShiftTimes();
  const { instant } = useFormats();
  const { arrival, departure, opensAt } = useWindow(shift, opportunity.checkIn);
  const isOpen = shift.state === 'open';
  // who is too late to come may still check out by it
  const untimely = arrival === 'too_early' ? arrival : departure;
  return (
    <>
      <PageHeader
        title={
          <>
            {t('checkIn.title', { title: shift.title })}{' '}
            {!isOpen && <Tag tone="danger">{t('checkIn.cancelled')}</Tag>}
          </>
        }
        lead={
          <Link to="/shifts/$shiftId" params={{ shiftId: shift.id }}>
            {fullDayText(shift.startsAt)} {hoursText(shift)} · {opportunity.siteName}
          </Link>
        }
      />
      {untimely !== undefined && isOpen && (
        <p className="notice">
          {untimely === 'too_early'
            ? t('checkIn.tooEarly', { time: instant(opensAt) })
            : t('checkIn.tooLate')}
        </p>
      )}
      <div className={`columns ${styles['door'] ?? ''}`}>
        {untimely === undefined && isOpen && <CheckInCode shiftId={shift.id} title={shift.title} />}
        <People shift={shift} rules={opportunity.checkIn} />
      </div>
    </>
  );
}

function useWindow(shift: NamedShift, rules: CheckInRules) {
  const at = new Date(useNow());
  const times = { startsAt: new Date(shift.startsAt), endsAt: new Date(shift.endsAt) };
  return {
    arrival: refuseArrival(rules, times, { at, toldAt: at }),
    departure: refuseDeparture(rules, times, { at, toldAt: at }),
    opensAt: checkInOpens(rules, times.startsAt).toISOString(),
    isOver: at >= times.endsAt,
  };
}

function People({ shift, rules }: { shift: NamedShift; rules: CheckInRules }) {
  const { t } = useTranslation('attendance');
  const signUps = useQuery(signUpsQuery(shift));
  const attendance = useQuery(attendanceQuery(shift.id, { isAtDoor: true }));
  const { arrival, departure, isOver } = useWindow(shift, rules);
  const error = signUps.error ?? attendance.error;
  if (signUps.data === undefined || attendance.data === undefined)
    return error === null ? (
      <LoadingState />
    ) : (
      <ErrorState error={error} onRetry={() => void Promise.all([signUps.refetch(), attendance.refetch()])} />
    );
  const people = peopleOf(signUps.data.items, attendance.data.items);
  const here = people.filter(({ known }) => known?.checkedInAt != null && known.checkedOutAt === null);
  const came = people.filter(({ known }) => known?.checkedInAt != null);
  return (
    <Section
      title={t('people.title')}
      action={
        <output>
          {t('people.came', { n: came.length, all: people.length })}
          {departure === undefined && ` · ${t('people.here', { n: here.length })}`}
        </output>
      }
    >
      {error !== null && <p className="notice notice-warning">{t('people.unreached')}</p>}
      {people.length === 0 ? (
        <p className="quiet">{t('people.nobody')}</p>
      ) : (
        <ul className="items">
          {people.map(({ signUp, known }) => (
            <PersonAtDoor
              key={signUp.id}
              shift={shift}
              signUp={signUp}
              known={known}
              may={{ arrive: arrival === undefined, leave: departure === undefined, beMissed: isOver }}
            />
          ))}
        </ul>
      )}
    </Section>
  );
}

/** Whoever has a place, and whoever came although they have none any more. */
function peopleOf(signUps: readonly SignUpView[], attendance: readonly ShiftAttendanceView[]) {
  const knownOf = new Map(attendance.map((known) => [known.signUpId, known]));
  return signUps
    .map((signUp) => ({ signUp, known: knownOf.get(signUp.id) }))
    .filter(({ signUp, known }) => signUp.status === 'confirmed' || known !== undefined);
}
