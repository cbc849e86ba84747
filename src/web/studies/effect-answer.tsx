import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ArmEffect, EffectAnswer } from '../../domain/studies/arm-effect.ts';
import type { SensitivityEffect } from '../../domain/studies/study-results.ts';
import { useFigures } from '../base/figures.ts';
import { useInstruments } from '../measures/public.ts';
import { FigureTable } from '../ui/figure-table.tsx';
import type { StudyView } from './queries.ts';
import styles from './studies.module.css';

const knownRefusals = [
  'one_cluster',
  'arm_confounded_with_cluster',
  'person_level_p_on_clusters',
  'one_arm_one_wave',
  'too_few_rows',
  'zero_variance',
] as const;

/** Why there is no effect, in words. */
export function useRefusalWords(): (code: string) => string {
  const { t } = useTranslation('studies');
  return (code) => {
    const known = knownRefusals.find((one) => one === code);
    return known === undefined ? t('study.refusals.other', { code }) : t(`study.refusals.${known}`);
  };
}

/** The one primary answer in a sentence with its interval; then what it stands on, and what keeps it from being more. */
export function PrimaryAnswer(props: {
  study: StudyView;
  answer: EffectAnswer;
  /** the same once more by another method, where there are persons to count */
  sensitivity?: SensitivityEffect | null;
  regions: number;
  /** of the answer: stands right below its sentence */
  picture: ReactNode;
}) {
  const { study, answer, sensitivity = null, regions, picture } = props;
  const { t } = useTranslation('studies');
  const { number } = useFigures();
  const refusal = useRefusalWords();
  const { instruments, scaleOf } = useInstruments();
  const { instrumentId, scale } = study.protocol.primaryOutcome;
  const [planned] = answer.effects;
  if (planned === undefined) {
    return (
      <>
        <p className="notice notice-warning">{t('study.noEffect', { why: refusal(answer.refusal ?? '') })}</p>
        {picture}
      </>
    );
  }
  const betterWhen = instruments
    .find(({ id }) => id === instrumentId)
    ?.scales.find(({ id }) => id === scale)?.betterWhen;
  const named = { scale: scaleOf(instrumentId, scale) };
  const isSure = planned.low > 0 || planned.high < 0;
  return (
    <>
      <div className={styles['answer']}>
        <p>
          {regions > 1 && t('study.averaged', { n: regions })}
          <EffectSentence effect={planned} />
        </p>
        <p>{t(isSure ? 'study.excludesZero' : 'study.includesZero')}</p>
        {betterWhen !== undefined && (
          <p>{t(betterWhen === 'higher' ? 'study.betterHigher' : 'study.betterLower', named)}</p>
        )}
      </div>
      {picture}
      <EffectBasis effect={planned} />
      {study.protocol.allocation === 'existing_classes' && (
        <p className="notice notice-warning">{t('study.notRandom')}</p>
      )}
      {answer.effects.length > 1 && <EffectTable effects={answer.effects} />}
      {sensitivity !== null && (
        <p className="quiet">
          {t('study.sensitivity', {
            estimate: number(sensitivity.estimate),
            low: number(sensitivity.low),
            high: number(sensitivity.high),
            df: sensitivity.df === null ? '∞' : number(sensitivity.df, 1),
          })}
        </p>
      )}
      {answer.refused.length > 0 && <p className="quiet">{t('study.refusedTests')}</p>}
    </>
  );
}

function EffectSentence({ effect }: { effect: ArmEffect }) {
  const { t } = useTranslation('studies');
  const { number } = useFigures();
  const { estimate, low, high, standardised } = effect;
  const direction = estimate < 0 ? 'lower' : 'higher';
  if (standardised === null) {
    const figures = { estimate: number(estimate), low: number(low), high: number(high) };
    return t('study.plain', figures);
  }
  // "0.5 points lower" carries no sign, and its interval is turned with it
  const turned = (range: { estimate: number; low: number; high: number }) =>
    estimate < 0 ? { estimate: -range.estimate, low: -range.high, high: -range.low } : range;
  const points = turned({ estimate, low, high });
  const sds = turned(standardised);
  return t(`study.${direction}`, {
    estimate: number(points.estimate),
    low: number(points.low),
    high: number(points.high),
    sd: number(sds.estimate),
    sdLow: number(sds.low),
    sdHigh: number(sds.high),
  });
}

function EffectBasis({ effect }: { effect: ArmEffect }) {
  const { t } = useTranslation('studies');
  const { number, pRelation } = useFigures();
  return (
    <p className="quiet">
      {t('study.basis', {
        classes: effect.classes,
        persons: effect.persons,
        icc: number(effect.icc, 3),
        degrees: effect.degrees === 'kenward-roger' ? 'Kenward-Roger' : 'Satterthwaite',
        df: effect.df === null ? '∞' : number(effect.df, 1),
        p: pRelation(effect.p),
      })}
    </p>
  );
}

/** Two analyses of classes as they were, side by side. */
function EffectTable({ effects }: { effects: readonly ArmEffect[] }) {
  const { t } = useTranslation('studies');
  const { number, interval, pValue } = useFigures();
  return (
    <FigureTable
      caption={t('study.answer')}
      rows={effects}
      keyOf={({ outcome }) => outcome}
      label={{ head: t('study.outcome'), render: ({ outcome }) => t(`study.outcomes.${outcome}`) }}
      columns={[
        { key: 'estimate', head: t('study.effect'), render: ({ estimate }) => number(estimate) },
        { key: 'interval', head: t('study.interval'), render: (effect) => interval(effect) },
        {
          key: 'sd',
          head: t('study.inSd'),
          render: ({ standardised }) => (standardised === null ? '—' : number(standardised.estimate)),
        },
        { key: 'icc', head: t('study.icc'), render: ({ icc }) => number(icc, 3) },
        { key: 'p', head: t('study.p'), render: ({ p }) => pValue(p) },
      ]}
    />
  );
}
