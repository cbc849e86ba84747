import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Analysis } from '../../domain/evidence/analysis.ts';
import type { AnalysisResult } from '../../domain/evidence/analyse-table.ts';
import type { Ancova } from '../../domain/evidence/comparisons/ancova.ts';
import type { Comparison } from '../../domain/evidence/comparisons/compare.ts';
import type { PairedChange } from '../../domain/evidence/comparisons/paired.ts';
import type { Coefficient } from '../../domain/evidence/estimates/interval.ts';
import { explainNote } from '../../domain/evidence/messages.ts';
import type { MixedModel } from '../../domain/evidence/mixed/mixed-model.ts';
import type { Note } from '../../domain/evidence/note.ts';
import type { Reliability } from '../../domain/evidence/reliability/reliability.ts';
import { spokenLanguage } from '../../domain/language.ts';
import { fill } from '../../plain/words.ts';
import { useFigures } from '../base/figures.ts';
import { useFormats } from '../base/formats.ts';
import { saveFile } from '../base/save-file.ts';
import { FigureTable } from '../ui/figure-table.tsx';
import { Section } from '../ui/section.tsx';

interface ResultProps {
  readonly asked: Analysis;
  readonly result: AnalysisResult;
  /** by which the command computes the same */
  readonly specification: string;
}

/** The answer first, then what it rests on, and how anybody computes it again. */
export function ResultSection({ asked, result, specification }: ResultProps) {
  const { t } = useTranslation('analyses');
  const save = (name: string, text: string) => saveFile(text, 'application/json', name);
  return (
    <Section title={t('result.title')}>
      <div className="stack">
        <Figures asked={asked} result={result} />
        {'notes' in result && <Notes notes={result.notes} />}
        <p className="quiet small">{t('result.again')}</p>
        <div className="row">
          <Button onClick={() => save('analysis.json', specification)}>{t('result.specification')}</Button>
          <Button onClick={() => save('result.json', JSON.stringify(result, undefined, 2))}>
            {t('result.save')}
          </Button>
        </div>
      </div>
    </Section>
  );
}

function Figures({ asked, result }: Omit<ResultProps, 'specification'>) {
  // what was asked says what came
  switch (asked.kind) {
    case 'compare':
      return <Compared result={result as Comparison} />;
    case 'paired':
      return <Changed result={result as PairedChange} />;
    case 'ancova':
      return <Adjusted result={result as Ancova} />;
    case 'mixed':
      return <Mixed result={result as MixedModel} />;
    case 'reliability':
      return <Reliable result={result as Reliability} />;
    default:
      return null;
  }
}

function Compared({ result: { groups, welch, hedgesG } }: { result: Comparison }) {
  const { t } = useTranslation('analyses');
  const { number, interval, pRelation } = useFigures();
  return (
    <>
      <p>
        <strong>
          {t('result.difference', {
            high: groups[1]?.level,
            low: groups[0]?.level,
            value: number(welch.difference),
            interval: interval(welch),
          })}
        </strong>{' '}
        {t('result.test', { t: number(welch.statistic), df: number(welch.df, 1), p: pRelation(welch.p) })}{' '}
        {t('result.hedges', { value: number(hedgesG.estimate), interval: interval(hedgesG) })}
      </p>
      <FigureTable
        caption={t('result.groups')}
        rows={groups}
        keyOf={({ level }) => level}
        label={{ head: t('result.group'), render: ({ level }) => level }}
        columns={[
          { key: 'n', head: t('result.persons'), render: ({ n }) => n },
          { key: 'mean', head: t('result.mean'), render: ({ mean }) => number(mean) },
          { key: 'sd', head: t('result.sd'), render: ({ sd }) => number(sd) },
        ]}
      />
    </>
  );
}

function Changed({ result }: { result: PairedChange }) {
  const { t } = useTranslation('analyses');
  const { number, interval, pRelation } = useFigures();
  const { n, meanChange, statistic, df, p, dz, dzLow, dzHigh } = result;
  return (
    <p>
      <strong>{t('result.change', { n, value: number(meanChange), interval: interval(result) })}</strong>{' '}
      {t('result.test', { t: number(statistic), df, p: pRelation(p) })}{' '}
      {t('result.dz', { value: number(dz), interval: interval({ low: dzLow, high: dzHigh }) })}
    </p>
  );
}

function Adjusted({ result: { n, used, fixed, r2, adjustedMeans } }: { result: Ancova }) {
  const { t } = useTranslation('analyses');
  const { number } = useFigures();
  return (
    <>
      <p>{t('result.rows', { used, n, r2: number(r2) })}</p>
      <Coefficients fixed={fixed} />
      <FigureTable
        caption={t('result.adjusted')}
        rows={adjustedMeans}
        keyOf={({ level }) => level}
        label={{ head: t('result.adjusted'), render: ({ level }) => level }}
        columns={[
          { key: 'mean', head: t('result.mean'), render: ({ mean }) => number(mean) },
          { key: 'se', head: t('result.se'), render: ({ se }) => number(se) },
        ]}
      />
    </>
  );
}

function Mixed({ result }: { result: MixedModel }) {
  const { t } = useTranslation('analyses');
  const { number } = useFigures();
  const { n, used, fixed, random, residual, icc, groups } = result;
  const variances = [
    ...random.map(({ group, term, variance, sd }) => ({ name: `${group} · ${term}`, variance, sd })),
    { name: t('result.residual'), ...residual },
  ];
  return (
    <>
      <p>
        {t('result.mixed', {
          used,
          n,
          groups: Object.entries(groups)
            .map(([name, count]) => `${name}: ${count}`)
            .join(' · '),
          icc: number(icc, 3),
        })}
      </p>
      <Coefficients fixed={fixed} />
      <FigureTable
        caption={t('result.variances')}
        rows={variances}
        keyOf={({ name }) => name}
        label={{ head: t('result.variances'), render: ({ name }) => name }}
        columns={[
          { key: 'variance', head: t('result.variance'), render: ({ variance }) => number(variance, 3) },
          { key: 'sd', head: t('result.sd'), render: ({ sd }) => number(sd, 3) },
        ]}
      />
    </>
  );
}

function Reliable({ result }: { result: Reliability }) {
  const { t } = useTranslation('analyses');
  const { number, interval } = useFigures();
  const { n, alpha, alphaLow, alphaHigh, omega, items } = result;
  const orNone = (value: number | null) => (value === null ? '—' : number(value));
  return (
    <>
      <p>
        <strong>
          {t('result.alpha', {
            n,
            value: number(alpha),
            interval: interval({ low: alphaLow, high: alphaHigh }),
          })}
        </strong>
        {omega !== null && ` ${t('result.omega', { value: number(omega.omega) })}`}
      </p>
      <FigureTable
        caption={t('result.items')}
        rows={items}
        keyOf={({ item }) => item}
        label={{ head: t('result.item'), render: ({ item }) => item }}
        columns={[
          {
            key: 'rest',
            head: t('result.itemRest'),
            render: ({ itemRestCorrelation }) => orNone(itemRestCorrelation),
          },
          {
            key: 'dropped',
            head: t('result.ifDropped'),
            render: ({ alphaIfDropped }) => orNone(alphaIfDropped),
          },
        ]}
      />
    </>
  );
}

function Coefficients({ fixed }: { fixed: readonly Coefficient[] }) {
  const { t } = useTranslation('analyses');
  const { number, interval, pValue } = useFigures();
  return (
    <FigureTable
      caption={t('result.effects')}
      rows={fixed}
      keyOf={({ term }) => term}
      label={{ head: t('result.term'), render: ({ term }) => term }}
      columns={[
        { key: 'estimate', head: t('result.estimate'), render: ({ estimate }) => number(estimate, 3) },
        { key: 'interval', head: t('result.interval'), render: (row) => interval(row, 3) },
        { key: 'se', head: t('result.se'), render: ({ se }) => number(se, 3) },
        { key: 'df', head: t('result.df'), render: ({ df }) => (df === null ? '∞' : number(df, 1)) },
        { key: 'p', head: t('result.p'), render: ({ p }) => pValue(p) },
      ]}
    />
  );
}

function Notes({ notes }: { notes: readonly Note[] }) {
  const { language } = useFormats();
  const spoken = spokenLanguage(language);
  if (notes.length === 0) return null;
  return (
    <ul className="notice">
      {notes.map((note) => {
        const sentence = explainNote(note, (texts, parameters) => fill(texts, spoken, parameters));
        return <li key={sentence}>{sentence}</li>;
      })}
    </ul>
  );
}
