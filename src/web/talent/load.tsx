import { useTranslation } from 'react-i18next';
import type { WorkloadView } from '../../contract/talent.ts';
import { type LoadBand, loadedRisks, loadParts } from '../../domain/talent/workload.ts';
import { useFormats } from '../base/formats.ts';
import { FigureTable } from '../ui/figure-table.tsx';
import { Tag, type Tone } from '../ui/tag.tsx';
import styles from './talent.module.css';

const tones: Readonly<Record<LoadBand, Tone>> = {
  free: 'accent',
  fitting: 'good',
  full: 'warning',
  overloaded: 'danger',
  away: 'plain',
};

export function BandTag({ band }: { band: LoadBand }) {
  const { t } = useTranslation('talent');
  return <Tag tone={tones[band]}>{t(`bands.${band}`)}</Tag>;
}

/** How full a week is, as a bar to one and a half weeks; the number beside it says the same. */
export function LoadBar({ workload }: { workload: WorkloadView }) {
  const { index, band } = workload;
  const width = Math.min(100, (index ?? 0) / 1.5);
  return (
    <span className={styles['load']}>
      <span className={styles['load-bar']} aria-hidden="true">
        <span className={`${styles['load-fill']} ${styles[`load-${band}`]}`} style={{ width: `${width}%` }} />
      </span>
      <span className="figures">{index === null ? '—' : `${index}%`}</span> <BandTag band={band} />
    </span>
  );
}

/** What the index is made of: so that nobody has to believe it. */
export function LoadTable({ workload }: { workload: WorkloadView }) {
  const { t } = useTranslation('talent');
  const { minutesOf } = useFormats();
  const { counts, parts, neededMinutes, availableMinutes, recordedMinutes, freeMinutes } = workload;
  const cases = loadedRisks
    .filter((risk) => counts.cases[risk] > 0)
    .map((risk) => t('load.casesOf', { risk: t(`risks.${risk}`), n: round(counts.cases[risk]) }))
    .join(t('state.comma'));
  const saidOf = {
    cases: cases === '' ? t('load.noCases') : cases,
    sessions: t('load.sessions', { count: counts.sessions }),
    rounds: t('load.rounds', { count: counts.rounds }),
    alerts: t('load.alerts', { count: counts.alerts }),
    supervision: t('load.supervision'),
  };
  return (
    <>
      <LoadBar workload={workload} />
      <FigureTable
        caption={t('load.caption')}
        rows={loadParts}
        keyOf={(part) => part}
        label={{ head: t('load.what'), render: (part) => t(`load.part.${part}`) }}
        columns={[
          { key: 'said', head: t('load.now'), render: (part) => saidOf[part] },
          { key: 'time', head: t('load.week'), render: (part) => minutesOf(parts[part]) },
        ]}
      />
      <p>
        {t('load.sum', { needed: minutesOf(neededMinutes), available: minutesOf(availableMinutes) })}{' '}
        {freeMinutes > 0 && t('load.free', { free: minutesOf(freeMinutes) })}
      </p>
      <p className="quiet small">{t('load.recorded', { recorded: minutesOf(recordedMinutes) })}</p>
    </>
  );
}

/** A case that two people have is half of each one's. */
const round = (cases: number) => Math.round(cases * 10) / 10;
