import { useTranslation } from 'react-i18next';
import { useFigures } from '../base/figures.ts';
import { useFormats } from '../base/formats.ts';
import { Tag } from '../ui/tag.tsx';
import { changeTones } from './change-tones.ts';
import { labelsWithRoom, timePlaces } from './chart-places.ts';
import { useChangeReason } from './use-change-reason.ts';
import type { ScoreLine } from './score-lines.ts';
import { useInstruments } from './use-instruments.ts';
import styles from './measures.module.css';

const WIDTH = 260;
const HEIGHT = 122;
const EDGE = 24;
/** between two points, so that each can be told and its score be read */
const APART = 20;
/** of a day with its year, as either language writes it */
const DAY_WIDTH = 78;

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
  const reasonOf = useChangeReason();
  const places = timePlaces(points, WIDTH - 2 * EDGE, APART);
  const isLabelled = labelsWithRoom(places, DAY_WIDTH);
  const x = (place: number) => EDGE + (places[place] ?? 0);
  const y = (value: number) => HEIGHT - EDGE - ((value - low) * (HEIGHT - 2 * EDGE)) / (high - low);
  return (
    <figure className={styles['score']}>
      <figcaption>
        {titleOf(line.instrumentId)} · {scaleOf(line.instrumentId, line.scale)}{' '}
        <Tag tone={changeTones[change.class]}>{t(`response.classes.${change.class}`)}</Tag>
        {change.reason !== null && <span className="quiet small"> {reasonOf(change)}</span>}
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
          <ChartPoint
            key={at}
            x={x(place)}
            y={y(value)}
            // neighbours that stand close have their scores on two lines
            isBelow={place % 2 === 1 && x(place) - x(place - 1) < 2 * APART}
            value={score(value)}
            day={dayOf(at)}
            // the outer ones end at the edge of the drawing
            anchor={place === 0 ? 'start' : place === points.length - 1 ? 'end' : 'middle'}
            isDated={isLabelled[place] === true}
          />
        ))}
        <text className={styles['score-range']} y={y(low) + 4}>
          {score(low)}
        </text>
        <text className={styles['score-range']} y={y(high) + 4}>
          {score(high)}
        </text>
      </svg>
    </figure>
  );
}

function ChartPoint(props: {
  x: number;
  y: number;
  isBelow: boolean;
  value: string;
  day: string;
  anchor: 'start' | 'middle' | 'end';
  isDated: boolean;
}) {
  const { x, y, isBelow, value, day, anchor, isDated } = props;
  return (
    <g>
      <circle className={styles['score-point']} cx={x} cy={y} r={4}>
        <title>{`${day} ${value}`}</title>
      </circle>
      <text className={styles['score-value']} x={x} y={isBelow ? y + 17 : y - 9}>
        {value}
      </text>
      {isDated && (
        <text className={styles['score-day']} x={x} y={HEIGHT - 4} style={{ textAnchor: anchor }}>
          {day}
        </text>
      )}
    </g>
  );
}
