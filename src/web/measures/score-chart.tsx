import { useTranslation } from 'react-i18next';
import { useFigures } from '../base/figures.ts';
import { useFormats } from '../base/formats.ts';
import { Tag } from '../ui/tag.tsx';
import { changeTones } from './change-tones.ts';
import type { ScoreLine } from './score-lines.ts';
import { useInstruments } from './use-instruments.ts';
import styles from './measures.module.css';

const WIDTH = 260;
const HEIGHT = 110;
const EDGE = 24;

/**
 * One person's scores on one scale, over the whole range that is possible. The band around the first score is what
 * measurement error alone can do; a later point outside it has changed reliably.
 */
export function ScoreChart({ line }: { line: ScoreLine }) {
  const { t } = useTranslation('measures');
  const { score } = useFigures();
  const { dayOf } = useFormats();
  const { titleOf, scaleOf } = useInstruments();
  const { points, low, high, threshold, change } = line;
  const [first] = points;
  const x = (place: number) => EDGE + (place * (WIDTH - 2 * EDGE)) / (points.length - 1);
  const y = (value: number) => HEIGHT - EDGE - ((value - low) * (HEIGHT - 2 * EDGE)) / (high - low);
  return (
    <figure className={styles['score']}>
      <figcaption>
        {titleOf(line.instrumentId)} · {scaleOf(line.instrumentId, line.scale)}{' '}
        <Tag tone={changeTones[change.class]}>{t(`response.classes.${change.class}`)}</Tag>
      </figcaption>
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true">
        {threshold !== undefined && first !== undefined && (
          <rect
            className={styles['score-band']}
            x={EDGE}
            width={WIDTH - 2 * EDGE}
            y={y(Math.min(high, first.value + threshold))}
            height={y(Math.max(low, first.value - threshold)) - y(Math.min(high, first.value + threshold))}
          />
        )}
        <line className={styles['score-edge']} x1={EDGE} x2={WIDTH - EDGE} y1={y(low)} y2={y(low)} />
        <line className={styles['score-edge']} x1={EDGE} x2={WIDTH - EDGE} y1={y(high)} y2={y(high)} />
        <polyline
          className={styles['score-line']}
          points={points.map(({ value }, place) => `${x(place)},${y(value)}`).join(' ')}
        />
        {points.map(({ at, value }, place) => (
          <g key={at}>
            <circle className={styles['score-point']} cx={x(place)} cy={y(value)} r={5} />
            <text className={styles['score-value']} x={x(place)} y={y(value) - 9}>
              {score(value)}
            </text>
            <text
              className={styles['score-day']}
              x={x(place)}
              y={HEIGHT - 4}
              // the outer ones end at the edge of the drawing
              style={{ textAnchor: place === 0 ? 'start' : place === points.length - 1 ? 'end' : 'middle' }}
            >
              {dayOf(at)}
            </text>
          </g>
        ))}
        <text className={styles['score-day']} x={EDGE - 12} y={y(low) + 4}>
          {score(low)}
        </text>
        <text className={styles['score-day']} x={EDGE - 12} y={y(high) + 4}>
          {score(high)}
        </text>
      </svg>
    </figure>
  );
}
