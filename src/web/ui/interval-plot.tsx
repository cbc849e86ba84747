import type { ReactNode } from 'react';
import { useFigures } from '../base/figures.ts';
import { ScrollBox } from './scroll-box.tsx';
import { type Axis, axisOver, placeOn } from './ticks.ts';
import styles from './interval-plot.module.css';

export interface IntervalRow {
  readonly key: string;
  readonly label: ReactNode;
  /** what stands beside the label: how many, or a p value */
  readonly note?: ReactNode;
  /** null: nothing to draw, and `note` says why */
  readonly interval: { readonly estimate?: number; readonly low: number; readonly high: number } | null;
  /** a square for one part, a diamond for what is made of parts, a line for where the next would lie */
  readonly kind?: 'part' | 'whole' | 'range';
  /** area of the square, relative to the other rows */
  readonly weight?: number;
  readonly colour?: string;
}

/**
 * Estimates with their intervals, one below the other on one axis (a forest plot). It is its own table: every figure that
 * is drawn stands beside its drawing, to be read aloud, copied and printed.
 */
export function IntervalPlot(props: {
  caption: string;
  heads: { label: string; note?: string; plot: string; figures: string };
  rows: readonly IntervalRow[];
  /** value with a line of its own: 0, no difference, where left out */
  reference?: number;
  digits?: number;
}) {
  const { caption, heads, rows, reference = 0, digits = 2 } = props;
  const drawn = rows.flatMap((row) => row.interval ?? []);
  const ends = drawn.flatMap(({ estimate = reference, low, high }) => [low, high, estimate]);
  const axis = axisOver([...ends, reference]);
  const most = Math.max(...rows.map(({ weight }) => weight ?? 0));
  return (
    <ScrollBox label={caption}>
      <table className={styles['intervals']}>
        <caption className="unseen">{caption}</caption>
        <thead>
          <tr>
            <th scope="col">{heads.label}</th>
            {heads.note !== undefined && <th scope="col">{heads.note}</th>}
            <th scope="col" className={styles['intervals-plot']}>
              {heads.plot}
            </th>
            <th scope="col">{heads.figures}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <PlotRow
              key={row.key}
              row={row}
              noteHead={heads.note}
              digits={digits}
              drawing={<Drawing row={row} axis={axis} reference={reference} most={most} />}
              axis={row === rows.at(-1) ? axis : undefined}
            />
          ))}
        </tbody>
      </table>
    </ScrollBox>
  );
}

/** @param props axis under the drawing of the last row */
function PlotRow(props: {
  row: IntervalRow;
  noteHead: string | undefined;
  digits: number;
  drawing: ReactNode;
  axis: Axis | undefined;
}) {
  const { row, noteHead, digits, drawing, axis } = props;
  const { number, interval } = useFigures();
  const isPart = row.kind === 'part' || row.kind === undefined;
  return (
    <tr className={isPart ? undefined : styles['intervals-whole']}>
      <th scope="row">{row.label}</th>
      {noteHead !== undefined && (
        <td className={styles['intervals-note']} data-head={noteHead}>
          {row.note}
        </td>
      )}
      <td className={styles['intervals-plot']}>
        {drawing}
        {axis !== undefined && <AxisLine axis={axis} />}
      </td>
      <td className="figures">
        {row.interval === null ? (
          '—'
        ) : (
          <>
            {row.interval.estimate === undefined ? '' : `${number(row.interval.estimate, digits)} `}
            <span className="quiet">({interval(row.interval, digits)})</span>
          </>
        )}
      </td>
    </tr>
  );
}

function AxisLine({ axis }: { axis: Axis }) {
  const { number } = useFigures();
  return (
    <span className={styles['intervals-axis']} aria-hidden="true">
      {axis.ticks.map((tick) => (
        <span key={tick} style={{ left: `${placeOn(axis, tick)}%` }}>
          {number(tick, axis.digits)}
        </span>
      ))}
    </span>
  );
}

const LARGEST = 16;
const SMALLEST = 6;

function Drawing(props: { row: IntervalRow; axis: Axis; reference: number; most: number }) {
  const { row, axis, reference, most } = props;
  const { interval, kind = 'part', weight, colour } = row;
  const share = weight === undefined || most === 0 ? 0.5 : weight / most;
  const size = kind === 'whole' ? LARGEST : Math.max(SMALLEST, LARGEST * Math.sqrt(share));
  return (
    <span className={styles['interval']} aria-hidden="true">
      <span className={styles['interval-reference']} style={{ left: `${placeOn(axis, reference)}%` }} />
      {interval !== null && (
        <>
          <span
            className={`${styles['interval-line']} ${kind === 'range' ? styles['interval-range'] : ''}`}
            style={{
              left: `${placeOn(axis, interval.low)}%`,
              right: `${100 - placeOn(axis, interval.high)}%`,
              ...(colour === undefined ? {} : { background: colour }),
            }}
          />
          {interval.estimate !== undefined && (
            <span
              className={`${styles['interval-mark']} ${kind === 'whole' ? styles['interval-whole'] : ''}`}
              style={{
                left: `${placeOn(axis, interval.estimate)}%`,
                width: size,
                height: size,
                ...(colour === undefined ? {} : { background: colour }),
              }}
            />
          )}
        </>
      )}
    </span>
  );
}
