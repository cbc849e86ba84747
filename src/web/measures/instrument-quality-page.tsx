import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { type ScaleQuality, SMALLEST_SAMPLE } from '../../domain/scoring/psychometrics.ts';
import { useFigures } from '../base/figures.ts';
import { useFormats } from '../base/formats.ts';
import { ErrorState } from '../ui/error-state.tsx';
import { type FigureColumn, FigureTable } from '../ui/figure-table.tsx';
import { LoadingState } from '../ui/loading-state.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { Section } from '../ui/section.tsx';
import { psychometricsQuery } from './queries.ts';
import { useInstruments } from './use-instruments.ts';

/** what is asked when nothing was chosen: the project's own questionnaire */
const FIRST = 'growth-check@1';

/** How well a questionnaire measures here, scale by scale and item by item: for whoever leads its use. */
export function InstrumentQualityPage() {
  const { t } = useTranslation('measures');
  const { instrument = FIRST } = useSearch({ from: '/staff/measures/quality' });
  const navigate = useNavigate();
  const { instruments, titleOf } = useInstruments();
  return (
    <>
      <PageHeader title={t('quality.title')} lead={t('quality.lead')} />
      <div className="form-grid">
        <label>
          <span className="label">{t('quality.instrument')}</span>
          <Select
            style={{ width: '100%' }}
            value={instrument}
            showSearch={{ optionFilterProp: 'label' }}
            options={instruments
              .filter(({ scales }) => scales.some(({ items }) => items.length > 1))
              .map(({ id }) => ({ value: id, label: titleOf(id) }))}
            onChange={(id: string) =>
              void navigate({ to: '/measures/quality', search: { instrument: id }, replace: true })
            }
          />
        </label>
      </div>
      <Quality instrumentId={instrument} />
    </>
  );
}

function Quality({ instrumentId }: { instrumentId: string }) {
  const { t } = useTranslation('measures');
  const { scaleOf } = useInstruments();
  const quality = useQuery(psychometricsQuery(instrumentId));
  if (quality.error !== null)
    return <ErrorState error={quality.error} onRetry={() => void quality.refetch()} />;
  if (quality.data === undefined) return <LoadingState />;
  const { persons, scales } = quality.data;
  // the same persons for every scale, but for who skipped an item
  const [retest] = scales.flatMap((scale) => scale.retest ?? []).sort((left, right) => right.n - left.n);
  return (
    <>
      <p>{t('quality.persons', { n: persons })}</p>
      {persons < SMALLEST_SAMPLE && <p className="quiet">{t('quality.tooFew', { n: SMALLEST_SAMPLE })}</p>}
      {retest !== undefined && (
        <p className="quiet">
          {t(retest.icc === null ? 'quality.retestFew' : 'quality.retestHint', {
            n: retest.n,
            days: retest.medianDays,
            least: SMALLEST_SAMPLE,
          })}
        </p>
      )}
      {scales.map((scale) => (
        <Section key={scale.scale} title={scaleOf(instrumentId, scale.scale)}>
          <ScaleFigures quality={scale} />
          {scale.n >= SMALLEST_SAMPLE && <ItemFigures instrumentId={instrumentId} quality={scale} />}
        </Section>
      ))}
    </>
  );
}

function ScaleFigures({ quality }: { quality: ScaleQuality }) {
  const { t } = useTranslation('measures');
  const { number, interval, percent } = useFigures();
  const { n, reliability, omega, standardError, floor, ceiling, retest } = quality;
  const rows = [
    { key: 'n', value: String(n) },
    {
      key: 'alpha',
      value:
        reliability === null
          ? NOTHING
          : `${number(reliability.alpha)} (${interval({ low: reliability.alphaLow, high: reliability.alphaHigh })})`,
    },
    { key: 'omega', value: omega === null ? NOTHING : `${number(omega.omega)} (${interval(omega)})` },
    { key: 'standardError', value: standardError === null ? NOTHING : number(standardError) },
    {
      key: 'retest',
      value: retest?.icc ? `${number(retest.icc.estimate)} (${interval(retest.icc)})` : NOTHING,
    },
    {
      key: 'detectableChange',
      value: retest?.detectableChange == null ? NOTHING : number(retest.detectableChange),
    },
    { key: 'floor', value: percent(floor) },
    { key: 'ceiling', value: percent(ceiling) },
  ] as const;
  return (
    <>
      <FigureTable
        caption={t('quality.figures')}
        rows={rows}
        keyOf={({ key }) => key}
        label={{ head: t('quality.figure'), render: ({ key }) => t(`quality.names.${key}`) }}
        columns={[{ key: 'value', head: t('quality.value'), render: ({ value }) => value }]}
      />
      {reliability !== null && (
        <p className="quiet">{t(`quality.verdicts.${verdictOf(reliability.alpha)}`)}</p>
      )}
    </>
  );
}

/** where a figure cannot be computed */
const NOTHING = '—';

function verdictOf(alpha: number): 'low' | 'groups' | 'persons' {
  if (alpha < 0.7) return 'low';
  return alpha < 0.9 ? 'groups' : 'persons';
}

function ItemFigures({ instrumentId, quality }: { instrumentId: string; quality: ScaleQuality }) {
  const { t } = useTranslation('measures');
  const { number } = useFigures();
  const { textOf } = useFormats();
  const { instruments } = useInstruments();
  const items = instruments.find(({ id }) => id === instrumentId)?.items ?? [];
  const wordsOf = (itemId: string): string => {
    const item = items.find(({ id }) => id === itemId);
    return item?.text === undefined ? itemId : textOf(item.text);
  };
  const orNothing = (value: number | null) => (value === null ? NOTHING : number(value));
  const columns: FigureColumn<ScaleQuality['items'][number]>[] = [
    { key: 'mean', head: t('quality.mean'), render: ({ mean, sd }) => `${number(mean)} (${number(sd)})` },
    {
      key: 'rest',
      head: t('quality.itemRest'),
      render: ({ itemRestCorrelation }) => orNothing(itemRestCorrelation),
    },
    {
      key: 'dropped',
      head: t('quality.ifDropped'),
      render: ({ alphaIfDropped }) => orNothing(alphaIfDropped),
    },
  ];
  return (
    <FigureTable
      caption={t('quality.items')}
      rows={quality.items}
      keyOf={({ itemId }) => itemId}
      label={{
        head: t('quality.item'),
        render: ({ itemId, isReverse }) =>
          isReverse ? t('quality.reverse', { text: wordsOf(itemId) }) : wordsOf(itemId),
      }}
      columns={columns}
    />
  );
}
