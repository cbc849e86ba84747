import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { VolunteeringBoardView } from '../../contract/volunteering-figures.ts';
import { absenceNames } from '../../domain/volunteers/attendance.ts';
import { nameOfCode } from '../../domain/volunteers/qualification-words.ts';
import { useFormats } from '../base/formats.ts';
import { useShiftTimes } from '../opportunities/public.ts';
import { ErrorState } from '../ui/error-state.tsx';
import { LoadingState } from '../ui/loading-state.tsx';
import { Section } from '../ui/section.tsx';
import { Tag } from '../ui/tag.tsx';
import { boardQuery } from './queries.ts';

/** What a coordinator looks at first. */
export function Board() {
  const { t } = useTranslation('volunteering-figures');
  const query = useQuery(boardQuery);
  if (query.isPending) return <LoadingState />;
  if (query.error !== null) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  const board = query.data;
  return (
    <>
      <Unfilled board={board} />
      <Dues board={board} />
      <FirstTimers board={board} />
      <Expiring board={board} />
      <Absent board={board} />
      <p>
        <Link to="/volunteering-figures">{t('title')}</Link>
      </p>
    </>
  );
}

type BoardView = VolunteeringBoardView;

/** A list with how many there are, where not all of them stand in it. */
function Listed(props: { title: string; none: string; shown: number; total: number; children: ReactNode }) {
  const { title, none, shown, total, children } = props;
  const { t } = useTranslation('volunteering-figures');
  return (
    <Section
      title={
        <>
          {title} {total > 0 && <span className="quiet figures">{total}</span>}
        </>
      }
    >
      {total === 0 ? <p className="quiet">{none}</p> : <ul className="items">{children}</ul>}
      {shown < total && <p className="quiet small">{t('board.more', { shown, total })}</p>}
    </Section>
  );
}

function Unfilled({ board: { unfilled, unfilledTotal } }: { board: BoardView }) {
  const { t } = useTranslation('volunteering-figures');
  const { fullDayText, hoursText } = useShiftTimes();
  return (
    <Listed
      title={t('board.unfilled')}
      none={t('board.unfilledNone')}
      shown={unfilled.length}
      total={unfilledTotal}
    >
      {unfilled.map((shift) => (
        <li key={shift.shiftId} className="item">
          <div className="item-main">
            <Link to="/shifts/$shiftId" params={{ shiftId: shift.shiftId }}>
              {shift.title}
            </Link>{' '}
            <Tag tone={shift.missing === shift.capacity ? 'danger' : 'warning'}>
              {t('board.missing', { missing: shift.missing, capacity: shift.capacity })}
            </Tag>
            <p className="quiet small">
              {fullDayText(shift.startsAt)} {hoursText(shift)} · {shift.siteName}
            </p>
          </div>
        </li>
      ))}
    </Listed>
  );
}

function Dues({ board: { dues } }: { board: BoardView }) {
  const { t } = useTranslation('volunteering-figures');
  const { day } = useFormats();
  const { count, isMore, overdue, firstDueOn } = dues;
  const most = (shown: number) => (isMore && shown === count ? t('board.orMore', { count: shown }) : shown);
  return (
    <Section
      title={
        <>
          {t('board.dues')} {count > 0 && <span className="quiet figures">{most(count)}</span>}
        </>
      }
      action={<Link to="/service-dues">{t('board.duesOpen')}</Link>}
    >
      {firstDueOn === null ? (
        <p className="quiet">{t('board.duesNone')}</p>
      ) : (
        <p>
          {t('board.duesFirst', { day: day(firstDueOn) })}{' '}
          {overdue > 0 && (
            <Tag tone="danger">{t('board.duesLate', { count: overdue, shown: most(overdue) })}</Tag>
          )}
        </p>
      )}
    </Section>
  );
}

function PersonLink({ volunteerId, name }: { volunteerId: string; name: string | null }) {
  const { t } = useTranslation('volunteering-figures');
  return (
    <Link to="/volunteers/$volunteerId" params={{ volunteerId }}>
      <bdi>{name ?? t('nameless')}</bdi>
    </Link>
  );
}

function FirstTimers({ board: { firstTimers, firstTimersTotal } }: { board: BoardView }) {
  const { t } = useTranslation('volunteering-figures');
  const { fullDayText } = useShiftTimes();
  return (
    <Listed
      title={t('board.first')}
      none={t('board.firstNone')}
      shown={firstTimers.length}
      total={firstTimersTotal}
    >
      {firstTimers.map((one) => (
        <li key={one.volunteerId} className="item">
          <div className="item-main">
            <PersonLink {...one} />
            <p className="quiet small">
              <Link to="/shifts/$shiftId" params={{ shiftId: one.shiftId }}>
                {one.title}
              </Link>{' '}
              · {fullDayText(one.startsAt)}
            </p>
          </div>
        </li>
      ))}
    </Listed>
  );
}

function Expiring({ board: { expiring, expiringTotal } }: { board: BoardView }) {
  const { t } = useTranslation('volunteering-figures');
  const { day, textOf } = useFormats();
  const { fullDayText } = useShiftTimes();
  return (
    <Listed
      title={t('board.expiring')}
      none={t('board.expiringNone')}
      shown={expiring.length}
      total={expiringTotal}
    >
      {expiring.map((one) => (
        <li key={`${one.volunteerId}|${one.kind}|${one.code}`} className="item">
          <div className="item-main">
            <PersonLink {...one} />{' '}
            {one.nextShift?.isAfter === true && <Tag tone="danger">{t('board.endsBefore')}</Tag>}
            <p>{t('board.until', { what: textOf(nameOfCode(one.code)), day: day(one.validUntil) })}</p>
            {one.nextShift !== null && (
              <p className="quiet small">
                {t('board.next')}{' '}
                <Link to="/shifts/$shiftId" params={{ shiftId: one.nextShift.shiftId }}>
                  {one.nextShift.title}
                </Link>{' '}
                · {fullDayText(one.nextShift.startsAt)}
              </p>
            )}
          </div>
        </li>
      ))}
    </Listed>
  );
}

function Absent({ board: { absent, absentTotal } }: { board: BoardView }) {
  const { t } = useTranslation('volunteering-figures');
  const { textOf } = useFormats();
  const { fullDayText } = useShiftTimes();
  return (
    <Listed title={t('board.absent')} none={t('board.absentNone')} shown={absent.length} total={absentTotal}>
      {absent.map((one) => (
        <li key={`${one.volunteerId}|${one.shiftId}`} className="item">
          <div className="item-main">
            <PersonLink {...one} />
            <p>{textOf(absenceNames[one.reason])}</p>
            <p className="quiet small">
              <Link to="/shifts/$shiftId" params={{ shiftId: one.shiftId }}>
                {one.title}
              </Link>{' '}
              · {fullDayText(one.startsAt)}
            </p>
          </div>
        </li>
      ))}
    </Listed>
  );
}
