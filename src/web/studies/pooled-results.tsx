import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { PooledView } from '../../contract/study-results.ts';
import { type Arm, arms } from '../../domain/studies/protocol.ts';
import {
  findCount,
  firstChoices,
  optionsByChoice,
  toldClasses,
} from '../../domain/studies/released-counts.ts';
import { stages } from '../../domain/studies/study-person.ts';
import { useFigures } from '../base/figures.ts';
import { useFormats } from '../base/formats.ts';
import { regionColour } from '../base/palette.ts';
import { useRegions } from '../organisations/public.ts';
import { ErrorState } from '../ui/error-state.tsx';
import { FigureTable } from '../ui/figure-table.tsx';
import { IntervalPlot, type IntervalRow } from '../ui/interval-plot.tsx';
import { LoadingState } from '../ui/loading-state.tsx';
import { Section } from '../ui/section.tsx';
import { PrimaryAnswer, useRefusalWords } from './effect-answer.tsx';
import { pooledResultsQuery, type StudyView } from './queries.ts';
import { ReportMenu } from './report-menu.tsx';
import { useHardestWords } from './use-hardest-words.ts';
import { ContrastTable, VersionResults } from './version-results.tsx';
import { useParticipantNames } from './use-participant-names.ts';

type Released = PooledView['released'][number];

/** Classes of change as they are released: the finer two, or `not_improved` in their place. */

/** What the sums of all regions say together: the answer, the forest plot, and the counts that may be told. */
export function PooledResults({ study }: { study: StudyView }) {
  const { t } = useTranslation('studies');
  const results = useQuery(pooledResultsQuery(study.id));
  if (results.error !== null)
    return <ErrorState error={results.error} onRetry={() => void results.refetch()} />;
  if (results.data === undefined) return <LoadingState />;
  const { regions, pooled, released } = results.data;
  const regionCodes = new Set(regions.map(({ participant }) => participant.regionCode));
  return (
    <Section title={t('study.pooledResults')} action={<ReportMenu studyId={study.id} of="pooled" />}>
      <h3>{t('study.answer')}</h3>
      <PrimaryAnswer
        study={study}
        answer={pooled}
        regions={regionCodes.size}
        picture={<Forest results={results.data} />}
      />
      <Deviations results={results.data} />
      <RegionPairs pairs={results.data.regionPairs} />
      <SuppressedTable
        title={t('study.flow')}
        study={study}
        released={released}
        kinds={stages}
        kindHead={t('study.flowStep')}
        wordOf={(stage) => t(`study.stages.${stage}`)}
        countsOf={({ flow }) => flow}
      />
      <VersionResults versions={results.data.versions} />
      <SuppressedTable
        title={t('study.change')}
        study={study}
        released={released}
        kinds={toldClasses(released)}
        kindHead={t('study.changeKind')}
        wordOf={(kind) => t(`study.changeClasses.${kind}`)}
        countsOf={({ change }) => change}
      />
      <HardestByRegion study={study} released={released} />
      <p className="quiet">{t('study.countsHint', { n: study.protocol.smallestCount })}</p>
      <LeftOut study={study} released={released} />
    </Section>
  );
}

function Forest({ results }: { results: PooledView }) {
  const { t } = useTranslation('studies');
  const { number, pRelation } = useFigures();
  const { inLanguage } = useFormats();
  const refusal = useRefusalWords();
  const { regions, pooled, meta } = results;
  const [whole] = pooled.effects;
  const sizes = ({ classes, persons }: { classes: number; persons: number }) => `${classes} / ${persons}`;
  const rows: IntervalRow[] = regions.map(({ participant, persons, classes, model }) => ({
    key: participant.organisationId,
    label: inLanguage(participant.name, participant.nameEn),
    note: model.refusal === null ? sizes({ classes, persons }) : refusal(model.refusal),
    interval: model.effects[0] ?? null,
    weight: persons,
    colour: regionColour(participant.regionCode),
  }));
  if (whole !== undefined && regions.length > 1) {
    rows.push({
      key: 'pooled',
      label: t('study.pooledRow'),
      note: sizes(whole),
      interval: whole,
      kind: 'whole',
    });
  }
  if (meta !== null) {
    rows.push({ key: 'meta', label: t('study.metaRow'), interval: meta, kind: 'whole' });
    if (meta.predictionLow !== null && meta.predictionHigh !== null) {
      const interval = { low: meta.predictionLow, high: meta.predictionHigh };
      rows.push({ key: 'prediction', label: t('study.predictionRow'), interval, kind: 'range' });
    }
  }
  const orDash = (value: number | null, digits: number) => (value === null ? '—' : number(value, digits));
  return (
    <>
      <h3>{t('study.forest')}</h3>
      <IntervalPlot
        caption={t('study.forest')}
        heads={{
          label: t('study.region'),
          note: t('study.weight'),
          plot: t('study.zeroLine'),
          figures: `${t('study.effect')} (${t('study.interval')})`,
        }}
        rows={rows}
      />
      {meta !== null && (
        <p className="quiet">
          {t('study.heterogeneity', {
            tau2: number(meta.tau2),
            tauLow: orDash(meta.tau2Low, 2),
            tauHigh: orDash(meta.tau2High, 2),
            i2: orDash(meta.i2, 0),
            p: meta.qP === null ? '—' : pRelation(meta.qP),
          })}
        </p>
      )}
    </>
  );
}

function Deviations({ results: { deviations } }: { results: PooledView }) {
  const { t } = useTranslation('studies');
  const { pValue } = useFigures();
  const { nameOf } = useRegions(deviations.map(({ regionCode }) => regionCode));
  if (deviations.length === 0) return null;
  return (
    <>
      <h3>{t('study.deviations')}</h3>
      <IntervalPlot
        caption={t('study.deviations')}
        heads={{
          label: t('study.region'),
          note: t('study.p'),
          plot: t('study.zeroLine'),
          figures: `${t('study.deviation')} (${t('study.interval')})`,
        }}
        rows={deviations.map(({ regionCode, p: value, ...interval }) => ({
          key: regionCode,
          label: nameOf(regionCode),
          note: pValue(value),
          interval,
          colour: regionColour(regionCode),
        }))}
      />
    </>
  );
}

function RegionPairs({ pairs }: { pairs: PooledView['regionPairs'] }) {
  const { t } = useTranslation('studies');
  const { nameOf } = useRegions(pairs.flatMap(({ left, right }) => [left, right]));
  if (pairs.length === 0) return null;
  return <ContrastTable title={t('study.regionPairs')} pairs={pairs} nameOf={nameOf} />;
}

/** Counts per arm and kind, two columns for each region; what is hidden says so. */
function SuppressedTable<Kind extends string>(props: {
  title: string;
  study: StudyView;
  released: readonly Released[];
  kinds: readonly Kind[];
  kindHead: string;
  wordOf: (kind: Kind) => string;
  countsOf: (released: Released) => Released['flow'];
}) {
  const { title, study, released, kinds, kindHead, wordOf, countsOf } = props;
  const { t } = useTranslation('studies');
  const nameOf = useParticipantNames(study);
  return (
    <>
      <h3>{title}</h3>
      <FigureTable<Kind | null>
        caption={title}
        rows={[...kinds, null]}
        keyOf={(kind) => kind ?? 'total'}
        label={{ head: kindHead, render: (kind) => (kind === null ? t('study.total') : wordOf(kind)) }}
        columns={released.flatMap((own) =>
          arms.map((arm) => ({
            key: `${own.organisationId} ${arm}`,
            group: nameOf(own.organisationId),
            head: t(`study.arms.${arm}`),
            render: (kind) => <ToldOf counts={countsOf(own)} arm={arm} kind={kind} />,
          })),
        )}
      />
    </>
  );
}

/** Of one arm and kind; a kind that this release does not tell apart is a dash. */
function ToldOf(props: { counts: Released['flow']; arm: Arm; kind: string | null }) {
  const found = findCount(props.counts, props.arm, props.kind);
  return found === undefined ? '—' : <Told count={found.count} />;
}

/** A count that may be told, with its share where the whole is told too. */
function Told({ count, of = null }: { count: number | null; of?: number | null }) {
  const { t } = useTranslation('studies');
  const { percent } = useFigures();
  if (count === null) return <span className="quiet">{t('study.fewer')}</span>;
  return of === null || of === 0 ? count : `${count} · ${percent(count / of)}`;
}

function HardestByRegion({ study, released }: { study: StudyView; released: readonly Released[] }) {
  const { t } = useTranslation('studies');
  const nameOf = useParticipantNames(study);
  const wordsOf = useHardestWords();
  if (released.length === 0) return null;
  return (
    <>
      <h3>{t('study.hardest')}</h3>
      <FigureTable
        caption={t('study.hardest')}
        rows={optionsByChoice(released)}
        keyOf={(optionId) => optionId}
        label={{ head: t('study.option'), render: wordsOf }}
        columns={released.map((own) => ({
          key: own.organisationId,
          head: nameOf(own.organisationId),
          render: (optionId: string) => <Told count={firstChoices(own, optionId)} of={own.hardest.n} />,
        }))}
      />
    </>
  );
}

function LeftOut({ study, released }: { study: StudyView; released: readonly Released[] }) {
  const { t } = useTranslation('studies');
  const nameOf = useParticipantNames(study);
  return released
    .filter(({ classesLeftOut }) => classesLeftOut > 0)
    .map(({ organisationId, classesLeftOut }) => (
      <p key={organisationId} className="quiet">
        {t('study.leftOut', { name: nameOf(organisationId), n: classesLeftOut })}
      </p>
    ));
}
