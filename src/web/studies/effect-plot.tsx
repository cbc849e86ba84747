import { useTranslation } from 'react-i18next';
import type { ArmEffect } from '../../domain/studies/arm-effect.ts';
import { IntervalPlot } from '../ui/interval-plot.tsx';

/** The answer of one organisation as a picture: each way of computing it with its interval beside zero. */
export function EffectPlot({ effects }: { effects: readonly ArmEffect[] }) {
  const { t } = useTranslation('studies');
  if (effects.length === 0) return null;
  return (
    <IntervalPlot
      caption={t('study.picture')}
      heads={{
        label: t('study.outcome'),
        note: t('study.weight'),
        plot: t('study.zeroLine'),
        figures: `${t('study.effect')} (${t('study.interval')})`,
      }}
      rows={effects.map((effect) => ({
        key: effect.outcome,
        label: t(`study.outcomes.${effect.outcome}`),
        note: `${effect.classes} / ${effect.persons}`,
        interval: effect,
      }))}
    />
  );
}
