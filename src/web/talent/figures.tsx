import { useTranslation } from 'react-i18next';
import type { TalentReportView } from '../../contract/talent.ts';
import { professionalNames, specialityNames } from '../../domain/talent/professional-words.ts';
import { loadBands } from '../../domain/talent/workload.ts';
import { languageNames } from '../../domain/volunteers/profile-words.ts';
import { useFormats } from '../base/formats.ts';
import { Definitions } from '../ui/definitions.tsx';
import { FigureTable } from '../ui/figure-table.tsx';

type FiguresView = TalentReportView['figures'];

/** A count that may be too small to be told. */
export function useTold(): (count: number | null) => string {
  const { t } = useTranslation('talent');
  return (count) => (count === null ? t('figures.hidden') : String(count));
}

/** Figures of one organisation's staff. */
export function Figures({ figures }: { figures: FiguresView }) {
  const { t } = useTranslation('talent');
  const { textOf, minutesOf } = useFormats();
  const told = useTold();
  const time = (minutes: number | null) => (minutes === null ? t('figures.hidden') : minutesOf(minutes));
  const comma = t('state.comma');
  return (
    <>
      <Definitions
        rows={[
          { term: t('figures.workers'), value: String(figures.workers) },
          {
            term: t('figures.index'),
            value: figures.index === null ? t('figures.hidden') : `${figures.index}%`,
          },
          {
            term: t('figures.behind'),
            value: t('figures.behindOf', { n: told(figures.education.behind), due: figures.education.due }),
          },
          { term: t('figures.unsupervised'), value: told(figures.unsupervised) },
          { term: t('figures.lendableTime'), value: time(figures.lendableMinutes) },
          {
            term: t('board.qualifications'),
            value: figures.qualifications
              .map(({ kind, holders }) => `${textOf(professionalNames[kind])} ${holders}`)
              .join(comma),
          },
          {
            term: t('profile.languages'),
            value: figures.languages
              .map(({ code, speakers }) => `${textOf(languageNames[code])} ${speakers}`)
              .join(comma),
          },
        ]}
      />
      <FigureTable
        caption={t('figures.bands')}
        rows={loadBands}
        keyOf={(band) => band}
        label={{ head: t('board.load'), render: (band) => t(`bands.${band}`) }}
        columns={[{ key: 'n', head: t('figures.people'), render: (band) => told(figures.bands[band]) }]}
      />
      <FigureTable
        caption={t('figures.specialities')}
        rows={figures.specialities}
        keyOf={({ code }) => code}
        label={{ head: t('profile.specialities'), render: ({ code }) => textOf(specialityNames[code]) }}
        columns={[
          { key: 'holders', head: t('coverage.holders'), render: ({ holders }) => holders },
          { key: 'lendable', head: t('figures.lendable'), render: ({ lendable }) => lendable },
          { key: 'available', head: t('figures.availableNow'), render: ({ available }) => available },
        ]}
      />
      <p className="quiet small">{t('figures.small')}</p>
    </>
  );
}
