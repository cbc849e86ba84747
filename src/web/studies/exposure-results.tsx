import { useTranslation } from 'react-i18next';
import type { ExposureEffect } from '../../domain/studies/exposure-effects.ts';
import { useFigures } from '../base/figures.ts';
import { IntervalPlot } from '../ui/interval-plot.tsx';

/** How results went with what was received, inside the intervention arm: exploratory, and said to be. */
export function ExposureResults({ exposure }: { exposure: readonly ExposureEffect[] }) {
  const { t } = useTranslation('studies');
  const { number, percent } = useFigures();
  const shown = exposure.filter(({ received }) => received !== null);
  if (shown.length === 0) return null;
  const receivedWords = ({ kind, received }: ExposureEffect) => {
    if (received === null) return '';
    const write = (value: number) => (kind === 'fidelity' ? percent(value) : number(value, 1));
    return t('study.received', {
      mean: write(received.mean),
      least: write(received.least),
      most: write(received.most),
    });
  };
  const [first] = shown;
  return (
    <>
      <h3>{t('study.exposure')}</h3>
      <p className="quiet">{t('study.exposureHint', { persons: first?.persons, classes: first?.classes })}</p>
      <IntervalPlot
        caption={t('study.exposure')}
        heads={{
          label: t('study.exposureOf'),
          note: t('study.receivedHead'),
          plot: t('study.zeroLine'),
          figures: t('study.exposureEffect'),
        }}
        rows={shown.map((one) => ({
          key: one.kind,
          label: t(`study.exposureKinds.${one.kind}`),
          note: receivedWords(one),
          interval: one.effect,
        }))}
      />
      {shown.some(({ effect }) => effect === null) && <p className="quiet">{t('study.exposureNone')}</p>}
    </>
  );
}
