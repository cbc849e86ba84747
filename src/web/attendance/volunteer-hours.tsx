import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ServiceView } from '../../contract/attendance.ts';
import { useSession } from '../base/session-context.ts';
import { useColleagues } from '../identity/public.ts';
import { useShiftTimes } from '../opportunities/public.ts';
import { Definitions } from '../ui/definitions.tsx';
import { PagedList } from '../ui/paged-list.tsx';
import { Section } from '../ui/section.tsx';
import { Tag, type Tone } from '../ui/tag.tsx';
import { HoursDialog } from './hours-dialog.tsx';
import { servicePages } from './queries.ts';
import { useAttendanceWords } from './use-attendance-words.ts';

/** On a volunteer's page: the hours that they served, and what stands behind each. */
export function VolunteerHours({ volunteerId }: { volunteerId: string }) {
  const { t } = useTranslation('attendance');
  const { may } = useSession();
  const { minutesOf } = useAttendanceWords();
  const [isEntering, setEntering] = useState(false);
  const list = useInfiniteQuery(servicePages(volunteerId));
  const sums = list.data?.pages[0];
  return (
    <Section
      title={t('hours.of')}
      action={
        may('volunteer.manage') && <Button onClick={() => setEntering(true)}>{t('people.hours')}</Button>
      }
    >
      {sums !== undefined && (
        <Definitions
          rows={[
            { term: t('hours.recorded'), value: minutesOf(sums.recordedMinutes) },
            { term: t('hours.backFilled'), value: minutesOf(sums.backFilledMinutes) },
            { term: t('hours.pending'), value: minutesOf(sums.pendingMinutes) },
          ]}
        />
      )}
      <PagedList list={list} empty={<p className="quiet">{t('hours.none')}</p>}>
        {(items) => (
          <ul className="items">
            {items.map((service) => (
              <ServiceRow key={service.id} service={service} />
            ))}
          </ul>
        )}
      </PagedList>
      {isEntering && <HoursDialog volunteerId={volunteerId} onClose={() => setEntering(false)} />}
    </Section>
  );
}

const tones: Readonly<Record<ServiceView['state'], Tone>> = {
  pending: 'warning',
  recorded: 'good',
  declined: 'danger',
  replaced: 'plain',
  withdrawn: 'plain',
};

function ServiceRow({ service }: { service: ServiceView }) {
  const { t } = useTranslation('attendance');
  const { may } = useSession();
  const { minutesOf } = useAttendanceWords();
  const { fullDayText, hoursText } = useShiftTimes();
  const [isCorrecting, setCorrecting] = useState(false);
  const { shiftId, title, siteName, from, until, isDayOnly, minutes, excludedMinutes, state } = service;
  const times = { startsAt: from, endsAt: until };
  const day = fullDayText(from);
  return (
    <li className="item">
      <div className="item-main">
        {shiftId === null ? (
          <strong>{title}</strong>
        ) : (
          <Link to="/shifts/$shiftId" params={{ shiftId }}>
            {title}
          </Link>
        )}{' '}
        <Tag tone={tones[state]}>{t(`hours.states.${state}`)}</Tag>
        <p>
          <span className="figures">{minutesOf(minutes)}</span> · {day}{' '}
          {isDayOnly ? t('hours.dayOnly') : hoursText(times)}
          {excludedMinutes > 0 && ` · ${t('hours.without', { time: minutesOf(excludedMinutes) })}`}
        </p>
        <p className="quiet small">{siteName}</p>
        <WhatStandsBehind service={service} />
      </div>
      {may('volunteer.manage') && state === 'recorded' && (
        <Button
          aria-label={t('action.of', { action: t('hours.correct'), whose: `${title} ${day}` })}
          onClick={() => setCorrecting(true)}
        >
          {t('hours.correct')}
        </Button>
      )}
      {state === 'pending' && <Link to="/service-dues">{t('hours.toDues')}</Link>}
      {isCorrecting && (
        <HoursDialog
          volunteerId={service.volunteerId}
          replaces={service}
          onClose={() => setCorrecting(false)}
        />
      )}
    </li>
  );
}

/** From where the hours are known, who entered and who decided, and what they wrote. */
function WhatStandsBehind({ service }: { service: ServiceView }) {
  const { t } = useTranslation('attendance');
  const { nameOf } = useColleagues();
  const { source, replacesId, enteredBy, decidedBy, reason, answer } = service;
  const told = [
    t(`hours.sources.${source}`),
    ...(replacesId === null ? [] : [t('hours.corrects')]),
    ...(enteredBy === null ? [] : [t('hours.enteredBy', { name: nameOf(enteredBy) })]),
    ...(decidedBy === null ? [] : [t('hours.decidedBy', { name: nameOf(decidedBy) })]),
  ];
  return (
    <>
      <p className="quiet small">{told.join(' · ')}</p>
      {reason !== '' && <p className="small prose">{t('hours.reasonWas', { reason })}</p>}
      {answer !== '' && <p className="small prose">{t('hours.answerWas', { answer })}</p>}
    </>
  );
}
