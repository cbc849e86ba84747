import { useTranslation } from 'react-i18next';
import type { MissingSensitivity, ShiftedEffect } from '../../domain/studies/missing-sensitivity.ts';
import { useFigures } from '../base/figures.ts';
import { FigureTable } from '../ui/figure-table.tsx';

/** Who did not answer again, and how far the answer leans on their being like those who did. */
export function MissingAnswers({ missing }: { missing: MissingSensitivity }) {
  const { t } = useTranslation('studies');
  const { number, percent, interval } = useFigures();
  const { arms, shifted, tipping } = missing;
  if (arms.every(({ began }) => began === 0)) return null;
  const lost = arms.map(({ arm, began, lost: count }) =>
    t('study.lostIn', {
      arm: t(`study.arms.${arm}`),
      lost: count,
      began,
      share: percent(began === 0 ? 0 : count / began),
    }),
  );
  const steps = [...new Set(shifted.map(({ worseBy }) => worseBy))];
  const cell = (step: number, lostIn: ShiftedEffect['lostIn']) => {
    const found = shifted.find((one) => one.worseBy === step && one.lostIn === lostIn);
    return found === undefined ? '' : `${number(found.estimate)} (${interval(found)})`;
  };
  return (
    <>
      <h3>{t('study.missing')}</h3>
      <p>{lost.join(t('study.lostStop'))}</p>
      {shifted.length > 0 && (
        <>
          <p className="quiet">{t('study.missingHint')}</p>
          <FigureTable
            caption={t('study.missing')}
            rows={steps}
            keyOf={String}
            label={{
              head: t('study.worseBy'),
              render: (step) => t('study.worseStep', { sd: number(step, 1) }),
            }}
            columns={(['intervention', 'both'] as const).map((lostIn) => ({
              key: lostIn,
              head: t(`study.worseIn.${lostIn}`),
              render: (step: number) => cell(step, lostIn),
            }))}
          />
          {tipping !== null && <p>{t('study.tipping', { sd: number(tipping, 1) })}</p>}
        </>
      )}
    </>
  );
}
