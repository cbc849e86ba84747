import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { QualificationView, VolunteerView } from '../../contract/volunteers.ts';
import { isOpenEntry } from '../../domain/books/entry-life.ts';
import { type QualificationState, stateOn } from '../../domain/volunteers/qualification.ts';
import { useFormats } from '../base/formats.ts';
import { Section } from '../ui/section.tsx';
import { Tag, type Tone } from '../ui/tag.tsx';
import { useSession } from '../base/session-context.ts';
import { QualificationDialog } from './qualification-dialog.tsx';
import { useQualificationTitle } from './qualification-title.ts';
import { WithdrawDialog } from './withdraw-dialog.tsx';

const tones: Readonly<Record<QualificationState, Tone>> = {
  future: 'plain',
  valid: 'good',
  expiring: 'warning',
  expired: 'danger',
  withdrawn: 'plain',
};

/** Trainings, checks and insurances, each as it stands today; what is over stays in the record. */
export function Qualifications({ volunteer }: { volunteer: VolunteerView }) {
  const { t } = useTranslation('volunteers');
  const { may } = useSession();
  const [isAdding, setAdding] = useState(false);
  const mayAdd = may('volunteer.manage') && isOpenEntry(volunteer.state);
  return (
    <Section
      title={t('qualifications.title')}
      action={mayAdd && <Button onClick={() => setAdding(true)}>{t('qualifications.add')}</Button>}
    >
      {volunteer.qualifications.length === 0 ? (
        <p className="quiet">{t('qualifications.none')}</p>
      ) : (
        <ul className="items">
          {volunteer.qualifications.map((one) => (
            <QualificationRow key={one.id} qualification={one} mayWithdraw={mayAdd} />
          ))}
        </ul>
      )}
      {isAdding && <QualificationDialog volunteer={volunteer} onClose={() => setAdding(false)} />}
    </Section>
  );
}

function QualificationRow(props: { qualification: QualificationView; mayWithdraw: boolean }) {
  const { qualification, mayWithdraw } = props;
  const { t } = useTranslation('volunteers');
  const { today, day } = useFormats();
  const titleOf = useQualificationTitle();
  const [isWithdrawing, setWithdrawing] = useState(false);
  const state = stateOn(qualification, today);
  const { validFrom, validUntil, withdrawnOn, minutes, organiser, reference } = qualification;
  const until = validUntil === null ? t('qualifications.open') : day(validUntil);
  const facts = [
    t('qualifications.span', { from: day(validFrom), until }),
    ...(minutes === null ? [] : [t('qualifications.minutes', { count: minutes })]),
    ...(organiser === '' ? [] : [organiser]),
    ...(reference === '' ? [] : [t('qualifications.reference', { reference })]),
    ...(withdrawnOn === null ? [] : [t('qualifications.withdrawnOn', { day: day(withdrawnOn) })]),
  ];
  const title = titleOf(qualification);
  return (
    <li className="item">
      <div className="item-main">
        <strong>{title}</strong> <Tag tone={tones[state]}>{t(`qualificationStates.${state}`)}</Tag>
        <p className="quiet small">{facts.join(' · ')}</p>
        {qualification.withdrawnBecause !== '' && (
          <p className="quiet small">
            {t('qualifications.because', { reason: qualification.withdrawnBecause })}
          </p>
        )}
      </div>
      {mayWithdraw && withdrawnOn === null && state !== 'expired' && (
        <Button aria-label={t('qualifications.withdrawOf', { title })} onClick={() => setWithdrawing(true)}>
          {t('qualifications.withdraw')}
        </Button>
      )}
      {isWithdrawing && (
        <WithdrawDialog id={qualification.id} title={title} onClose={() => setWithdrawing(false)} />
      )}
    </li>
  );
}
