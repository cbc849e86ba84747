import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { changeClasses } from '../../domain/studies/change-counts.ts';
import { arms } from '../../domain/studies/protocol.ts';
import type { BaselineCell, BaselineRow } from '../../domain/studies/baseline-table.ts';
import type { ArmSummary, Spread, StudyResults } from '../../domain/studies/study-results.ts';
import { useFigures } from '../base/figures.ts';
import { useInstruments } from '../measures/public.ts';
import { ErrorState } from '../ui/error-state.tsx';
import { FigureTable } from '../ui/figure-table.tsx';
import { IntervalPlot } from '../ui/interval-plot.tsx';
import { LoadingState } from '../ui/loading-state.tsx';
import { Section } from '../ui/section.tsx';
import { ShareBar } from '../ui/share-bar.tsx';
import { changeTones } from './change-tones.ts';
import { PrimaryAnswer } from './effect-answer.tsx';
import { EffectPlot } from './effect-plot.tsx';
import { ExposureResults } from './exposure-results.tsx';
import { MissingAnswers } from './missing-answers.tsx';
import { ownResultsQuery, type StudyView } from './queries.ts';
import { ReportMenu } from './report-menu.tsx';
import { useHardestWords } from './use-hardest-words.ts';

/** What the study found in the reader's own organisation: the one answer, then the order of a paper. */
export function OwnResults({ study }: { study: StudyView }) {
  const { t } = useTranslation('studies');
  const results = useQuery(ownResultsQuery(study.id));
  if (results.error !== null)
    return <ErrorState error={results.error} onRetry={() => void results.refetch()} />;
  if (results.data === undefined) return <LoadingState />;
  const { flow, baseline, primary, secondary, exposure, hardest } = results.data;
  return (
    <Section title={t('study.results')} action={<ReportMenu studyId={study.id} of="results" />}>
      <h3>{t('study.answer')}</h3>
      <PrimaryAnswer
        study={study}
        answer={primary.model}
        sensitivity={primary.sensitivity}
        regions={1}
        picture={<EffectPlot effects={primary.model.effects} />}
      />
      <FlowTable flow={flow} />
      <BaselineTable study={study} rows={baseline} />
      <MeansTable primary={primary} />
      <MissingAnswers missing={primary.missing} />
      <ChangeBars change={primary.reliableChange} />
      <SecondaryOutcomes study={study} secondary={secondary} />
      <ExposureResults exposure={exposure} />
      <Hardest hardest={hardest} />
    </Section>
  );
}

/** where a figure cannot be computed */
const NOTHING = '—';

const flowSteps = ['classes', 'listed', 'invited', 'consenting', 'baseline', 'post', 'analysed'] as const;

function FlowTable({ flow }: { flow: StudyResults['flow'] }) {
  const { t } = useTranslation('studies');
  return (
    <>
      <h3>{t('study.flow')}</h3>
      <FigureTable
        caption={t('study.flow')}
        rows={flowSteps}
        keyOf={(step) => step}
        label={{ head: t('study.flowStep'), render: (step) => t(`study.flowSteps.${step}`) }}
        columns={flow.map((own) => ({
          key: own.arm,
          head: t(`study.arms.${own.arm}`),
          render: (step: (typeof flowSteps)[number]) => own[step],
        }))}
      />
    </>
  );
}

function BaselineTable({ study, rows }: { study: StudyView; rows: StudyResults['baseline'] }) {
  const { t } = useTranslation('studies');
  const { number, percent } = useFigures();
  const { scaleOf } = useInstruments();
  const { instrumentId } = study.protocol.primaryOutcome;
  const cell = (characteristic: string, { n, mean, sd }: BaselineCell) => {
    if (mean === null) return NOTHING;
    const count = `n\u00a0=\u00a0${n}`;
    if (characteristic === 'girls') return `${percent(mean)}, ${count}`;
    return `${number(mean)} (${sd === null ? NOTHING : number(sd)}), ${count}`;
  };
  return (
    <>
      <h3>{t('study.baseline')}</h3>
      <p className="quiet">{t('study.baselineHint')}</p>
      <FigureTable
        caption={t('study.baseline')}
        rows={rows}
        keyOf={({ characteristic }) => characteristic}
        label={{
          head: t('study.characteristic'),
          render: ({ characteristic }) =>
            characteristic === 'girls' || characteristic === 'age'
              ? t(`study.${characteristic}`)
              : scaleOf(instrumentId, characteristic),
        }}
        columns={[
          ...arms.map((arm) => ({
            key: arm,
            head: t(`study.arms.${arm}`),
            render: ({ characteristic, cells }: BaselineRow) => cell(characteristic, cells[arm]),
          })),
          {
            key: 'difference',
            head: t('study.difference'),
            render: ({ difference }) => (difference === null ? NOTHING : number(difference)),
          },
        ]}
      />
    </>
  );
}

function MeansTable({ primary }: { primary: StudyResults['primary'] }) {
  const { t } = useTranslation('studies');
  const { number } = useFigures();
  const { comparison } = primary;
  const cell = (spread: Spread | null) =>
    spread === null
      ? NOTHING
      : `${number(spread.mean)} (${spread.sd === null ? NOTHING : number(spread.sd)})`;
  return (
    <>
      <h3>{t('study.means')}</h3>
      <FigureTable
        caption={t('study.means')}
        rows={primary.arms}
        keyOf={({ arm }) => arm}
        label={{ head: t('study.group'), render: ({ arm }) => t(`study.arms.${arm}`) }}
        columns={[
          { key: 'n', head: 'n', render: ({ n }) => n },
          ...(['baseline', 'post', 'change'] as const).map((wave) => ({
            key: wave,
            head: t(`study.waves.${wave}`),
            render: (own: ArmSummary) => cell(own[wave]),
          })),
        ]}
      />
      {comparison !== null && (
        <p className="quiet">
          {t('study.descriptive', {
            difference: number(comparison.difference),
            low: number(comparison.low),
            high: number(comparison.high),
            g: number(comparison.hedgesG.estimate),
            gLow: number(comparison.hedgesG.low),
            gHigh: number(comparison.hedgesG.high),
          })}{' '}
          {t('study.twoStandardised')}
        </p>
      )}
    </>
  );
}

function ChangeBars({ change }: { change: StudyResults['primary']['reliableChange'] }) {
  const { t } = useTranslation('studies');
  const { number } = useFigures();
  const { basis, counts } = change;
  return (
    <>
      <h3>{t('study.change')}</h3>
      <p className="quiet">
        {basis === null
          ? t('study.changeNoBasis')
          : t('study.changeHint', {
              threshold: number(basis.threshold, 1),
              sd: number(basis.sd),
              r: number(basis.reliability),
            })}
      </p>
      {arms.map((arm) => (
        <ShareBar
          key={arm}
          label={t(`study.arms.${arm}`)}
          shares={changeClasses.map((kind) => ({
            key: kind,
            label: t(`study.changeClasses.${kind}`),
            count: counts[arm][kind],
            tone: changeTones[kind],
          }))}
        />
      ))}
    </>
  );
}

function SecondaryOutcomes(props: { study: StudyView; secondary: StudyResults['secondary'] }) {
  const { t } = useTranslation('studies');
  const { pValue } = useFigures();
  const { scaleOf } = useInstruments();
  if (props.secondary.length === 0) return null;
  const { instrumentId } = props.study.protocol.primaryOutcome;
  return (
    <>
      <h3>{t('study.secondary')}</h3>
      <p className="quiet">{t('study.secondaryHint')}</p>
      <IntervalPlot
        caption={t('study.secondary')}
        heads={{
          label: t('measure.scale'),
          note: t('study.adjustedP'),
          plot: t('study.zeroLine'),
          figures: `${t('study.effect')} (${t('study.interval')})`,
        }}
        rows={props.secondary.map(({ scale, effect, adjustedP }) => ({
          key: scale,
          label: scaleOf(instrumentId, scale),
          note: adjustedP === null ? NOTHING : pValue(adjustedP),
          interval: effect,
        }))}
      />
    </>
  );
}

function Hardest({ hardest }: { hardest: StudyResults['hardest'] }) {
  const { t } = useTranslation('studies');
  const wordsOf = useHardestWords();
  if (hardest.n === 0) return null;
  return (
    <>
      <h3>{t('study.hardest')}</h3>
      <p className="quiet">{t('study.hardestHint', { n: hardest.n })}</p>
      <IntervalPlot
        caption={t('study.hardest')}
        heads={{
          label: t('study.option'),
          note: t('study.count'),
          plot: t('study.shareAxis'),
          figures: `${t('study.share')} (${t('study.interval')})`,
        }}
        digits={1}
        rows={hardest.options
          .toSorted((left, right) => right.count - left.count)
          .map(({ optionId, count, share, low, high }) => ({
            key: optionId,
            label: wordsOf(optionId),
            note: count,
            interval: { estimate: 100 * share, low: 100 * low, high: 100 * high },
          }))}
      />
    </>
  );
}
