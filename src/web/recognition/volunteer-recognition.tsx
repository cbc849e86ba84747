import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RecognitionView, StaffEvaluationView } from '../../contract/recognition.ts';
import { useFormats } from '../base/formats.ts';
import { useSession } from '../base/session-context.ts';
import { useColleagues } from '../identity/public.ts';
import { Definitions } from '../ui/definitions.tsx';
import { ErrorState } from '../ui/error-state.tsx';
import { LoadingState } from '../ui/loading-state.tsx';
import { Section } from '../ui/section.tsx';
import { EvaluateDialog } from './evaluate-dialog.tsx';
import { PointsDialog } from './points-dialog.tsx';
import { recognitionQuery } from './queries.ts';
import styles from './recognition.module.css';
import { Stars } from './stars.tsx';

/** On a volunteer's page: stars, points where the organisation gives any, and what was said of their service. */
export function VolunteerRecognition({ volunteerId }: { volunteerId: string }) {
  const { t } = useTranslation('recognition');
  const query = useQuery(recognitionQuery(volunteerId));
  if (query.data === undefined)
    return (
      <Section title={t('of')}>
        {query.error === null ? (
          <LoadingState rows={3} />
        ) : (
          <ErrorState error={query.error} onRetry={() => void query.refetch()} />
        )}
      </Section>
    );
  const { points } = query.data;
  return (
    <>
      <Standing recognition={query.data} />
      {points !== null && <Points volunteerId={volunteerId} points={points} />}
      <Evaluations volunteerId={volunteerId} recognition={query.data} />
    </>
  );
}

function Standing({ recognition }: { recognition: RecognitionView }) {
  const { t } = useTranslation('recognition');
  const { minutesOf } = useFormats();
  const { stars, recordedMinutes, minutesLeft } = recognition;
  return (
    <Section title={t('of')}>
      <Definitions
        rows={[
          { term: t('stars.title'), value: <Stars stars={stars} /> },
          { term: t('stars.recorded'), value: minutesOf(recordedMinutes) },
          {
            term: t('stars.left'),
            value: minutesLeft === null ? t('stars.all') : minutesOf(minutesLeft),
          },
        ]}
      />
    </Section>
  );
}

function Points({
  volunteerId,
  points: { balance, entries },
}: {
  volunteerId: string;
  points: NonNullable<RecognitionView['points']>;
}) {
  const { t } = useTranslation('recognition');
  const { dayOf } = useFormats();
  const { may } = useSession();
  const [entering, setEntering] = useState<'granted' | 'spent'>();
  return (
    <Section
      title={t('points.title')}
      action={
        may('volunteer.manage') && (
          <div className="row">
            <Button onClick={() => setEntering('granted')}>{t('points.granted.action')}</Button>
            <Button disabled={balance <= 0} onClick={() => setEntering('spent')}>
              {t('points.spent.action')}
            </Button>
          </div>
        )
      }
    >
      <p>
        {t('points.balance')} <strong className="figures">{balance}</strong>
      </p>
      <ul className="items">
        {entries.map(({ id, kind, points, reason, at }) => (
          <li key={id} className="item">
            <div className="item-main">
              <span className="figures">{pointsText(points)}</span> {t(`points.kinds.${kind}`)}
              {reason !== '' && ` · ${reason}`}
              <p className="quiet small">{dayOf(at)}</p>
            </div>
          </li>
        ))}
      </ul>
      {entering !== undefined && (
        <PointsDialog
          volunteerId={volunteerId}
          kind={entering}
          balance={balance}
          onClose={() => setEntering(undefined)}
        />
      )}
    </Section>
  );
}

/** With their sign, to the hundredth: a quarter of an hour earns a quarter. */
const pointsText = (points: number) => `${points > 0 ? '+' : ''}${Math.round(points * 100) / 100}`;

function Evaluations({ volunteerId, recognition }: { volunteerId: string; recognition: RecognitionView }) {
  const { t } = useTranslation('recognition');
  const { may } = useSession();
  const [replacing, setReplacing] = useState<StaffEvaluationView | 'new'>();
  const { evaluations, toEvaluate } = recognition;
  return (
    <Section
      title={t('evaluations.title')}
      action={
        may('volunteer.manage') &&
        toEvaluate.length > 0 && (
          <Button onClick={() => setReplacing('new')}>{t('evaluations.action')}</Button>
        )
      }
    >
      <p className="quiet small">{t('evaluations.lead')}</p>
      {evaluations.length === 0 && (
        <p className="quiet">{t(toEvaluate.length === 0 ? 'evaluations.nothing' : 'evaluations.none')}</p>
      )}
      <ul className="items">
        {evaluations.map((evaluation) => (
          <EvaluationRow
            key={evaluation.id}
            evaluation={evaluation}
            onCorrect={() => setReplacing(evaluation)}
          />
        ))}
      </ul>
      {replacing !== undefined && (
        <EvaluateDialog
          volunteerId={volunteerId}
          toEvaluate={toEvaluate}
          replaces={replacing === 'new' ? undefined : replacing}
          onClose={() => setReplacing(undefined)}
        />
      )}
    </Section>
  );
}

function EvaluationRow({
  evaluation,
  onCorrect,
}: {
  evaluation: StaffEvaluationView;
  onCorrect: () => void;
}) {
  const { t } = useTranslation('recognition');
  const { dayOf } = useFormats();
  const { may } = useSession();
  const { nameOf } = useColleagues();
  const { title, servedAt, grade, words, at, by, answer, former } = evaluation;
  const day = dayOf(servedAt);
  return (
    <li className="item">
      <div className="item-main">
        <strong>{title}</strong> · {day}
        <p>{t('evaluations.grade', { grade: t(`grades.${gradeKey(grade)}`) })}</p>
        {words !== '' && <p className="prose">{words}</p>}
        <p className="quiet small">{t('evaluations.by', { name: nameOf(by), day: dayOf(at) })}</p>
        {answer !== '' && <p className="small prose">{t('evaluations.answer', { answer })}</p>}
        {former.map((one) => (
          <div key={one.at} className={styles['former']}>
            <p className="quiet small">
              {t('evaluations.former', { day: dayOf(one.at), grade: t(`grades.${gradeKey(one.grade)}`) })}
            </p>
            {one.words !== '' && <p className="quiet small prose">{one.words}</p>}
            {one.answer !== '' && (
              <p className="quiet small prose">{t('evaluations.answer', { answer: one.answer })}</p>
            )}
          </div>
        ))}
      </div>
      {may('volunteer.manage') && (
        <Button
          aria-label={t('action.of', { action: t('evaluations.correct'), whose: `${title} ${day}` })}
          onClick={onCorrect}
        >
          {t('evaluations.correct')}
        </Button>
      )}
    </li>
  );
}

/** The key of a grade's word. */
const gradeKey = (grade: number | null) => `g${grade ?? 0}` as 'g0' | 'g1' | 'g2' | 'g3' | 'g4' | 'g5';
