import { useTranslation } from 'react-i18next';
import type { PooledView } from '../../contract/study-results.ts';
import { useFigures } from '../base/figures.ts';
import { useRegions } from '../organisations/public.ts';
import { usePlaybooks } from '../playbooks/public.ts';
import { FigureTable } from '../ui/figure-table.tsx';

type Versions = PooledView['versions'];
type Contrast = PooledView['regionPairs'][number];

/** Which version of the model did better, with how it was delivered, and what such a comparison cannot tell. */
export function VersionResults({ versions }: { versions: Versions }) {
  const { t } = useTranslation('studies');
  const { number, percent } = useFigures();
  const { titleOf } = usePlaybooks();
  const { delivered, pairs, isByRegion, unrecorded } = versions;
  const { nameOf } = useRegions(delivered.flatMap(({ regionCodes }) => regionCodes));
  if (delivered.length === 0) return null;
  return (
    <>
      <h3>{t('study.versions')}</h3>
      <p>{delivered.length === 1 ? t('study.oneVersion') : <Verdict pairs={pairs} titleOf={titleOf} />}</p>
      <p className="quiet">
        {[
          t(isByRegion && delivered.length > 1 ? 'study.versionsByRegion' : 'study.versionsExploratory'),
          ...(unrecorded > 0 ? [t('study.versionsUnrecorded', { n: unrecorded })] : []),
        ].join(' ')}
      </p>
      <FigureTable
        caption={t('study.versions')}
        rows={delivered}
        keyOf={({ playbookId }) => playbookId}
        label={{ head: t('study.version'), render: ({ playbookId }) => titleOf(playbookId) }}
        columns={[
          {
            key: 'regions',
            head: t('study.region'),
            render: ({ regionCodes }) => regionCodes.map(nameOf).join(t('state.comma')),
          },
          {
            key: 'weight',
            head: t('study.weight'),
            render: ({ classes, persons }) => `${classes} / ${persons}`,
          },
          { key: 'held', head: t('study.sessionsHeld'), render: ({ held }) => percent(held) },
          { key: 'fidelity', head: t('study.fidelity'), render: ({ fidelity }) => percent(fidelity) },
          {
            key: 'effect',
            head: `${t('study.effect')} (${t('study.interval')})`,
            render: ({ effect }) =>
              effect === null
                ? '—'
                : t('study.estimateText', {
                    estimate: number(effect.estimate),
                    low: number(effect.low),
                    high: number(effect.high),
                  }),
          },
        ]}
      />
      {pairs.length > 0 && <ContrastTable title={t('study.versionPairs')} pairs={pairs} nameOf={titleOf} />}
    </>
  );
}

/** The largest difference that stands after adjustment, or that none does. */
function Verdict({ pairs, titleOf }: { pairs: readonly Contrast[]; titleOf: (id: string) => string }) {
  const { t } = useTranslation('studies');
  const { number, pRelation } = useFigures();
  const LEVEL = 0.05;
  const [best] = pairs
    .filter(({ adjustedP }) => adjustedP < LEVEL)
    .toSorted((one, other) => Math.abs(other.estimate) - Math.abs(one.estimate));
  if (best === undefined) return t('study.versionsAlike');
  const isLeft = best.estimate > 0;
  return t('study.versionBetter', {
    better: titleOf(isLeft ? best.left : best.right),
    other: titleOf(isLeft ? best.right : best.left),
    difference: number(Math.abs(best.estimate)),
    p: pRelation(best.adjustedP),
  });
}

/** Each pair's difference of effects. */
export function ContrastTable(props: {
  title: string;
  pairs: readonly Contrast[];
  nameOf: (label: string) => string;
}) {
  const { t } = useTranslation('studies');
  const { number, pValue } = useFigures();
  const { title, pairs, nameOf } = props;
  return (
    <>
      <h4>{title}</h4>
      <FigureTable
        caption={title}
        rows={pairs}
        keyOf={({ left, right }) => `${left} ${right}`}
        label={{
          head: t('study.pair'),
          render: ({ left, right }) => t('study.pairText', { left: nameOf(left), right: nameOf(right) }),
        }}
        columns={[
          {
            key: 'estimate',
            head: `${t('study.effectDifference')} (${t('study.interval')})`,
            render: ({ estimate, low, high }) =>
              t('study.estimateText', { estimate: number(estimate), low: number(low), high: number(high) }),
          },
          { key: 'p', head: t('study.adjustedP'), render: ({ adjustedP }) => pValue(adjustedP) },
        ]}
      />
    </>
  );
}
