import type { Ink, Scene, Shape } from './report.ts';

const WIDTH = 480;
const SIZE = 9;
const ROW = 20;

export interface ForestRow {
  readonly label: string;
  readonly estimate: number;
  readonly low: number;
  readonly high: number;
  /** The numbers, as the table has them. */
  readonly figure: string;
  /** A result of all rows together. */
  readonly isSummary?: boolean;
}

/** Estimates with their intervals about a line of no difference. */
export function forestFigure(rows: readonly ForestRow[], zeroLabel: string): Scene {
  const [left, right] = [130, 340];
  const low = Math.min(0, ...rows.map((row) => row.low));
  const high = Math.max(0, ...rows.map((row) => row.high));
  const span = high - low || 1;
  const x = (value: number): number => left + ((value - low) / span) * (right - left);
  const bottom = ROW * rows.length + 12;
  const shapes: Shape[] = [
    { kind: 'line', x1: x(0), y1: 4, x2: x(0), y2: bottom, ink: 'line', isDashed: true },
    { kind: 'line', x1: left, y1: bottom, x2: right, y2: bottom, ink: 'line' },
    ...ticks(low, high).flatMap((value): Shape[] => [
      { kind: 'line', x1: x(value), y1: bottom, x2: x(value), y2: bottom + 4, ink: 'line' },
      words(x(value), bottom + 14, String(value), 'middle', 'soft'),
    ]),
    words(x(0), bottom + 28, zeroLabel, 'middle', 'soft'),
    ...rows.flatMap((row, index): Shape[] => {
      const y = ROW * index + 16;
      const ink = row.isSummary === true ? 'accent' : 'text';
      const half = row.isSummary === true ? 4.5 : 3.5;
      return [
        words(4, y + 3, row.label, 'start', 'text'),
        { kind: 'line', x1: x(row.low), y1: y, x2: x(row.high), y2: y, ink },
        { kind: 'box', x: x(row.estimate) - half, y: y - half, width: 2 * half, height: 2 * half, fill: ink },
        words(WIDTH - 4, y + 3, row.figure, 'end', 'text'),
      ];
    }),
  ];
  return { width: WIDTH, height: bottom + 34, shapes };
}

/** At most six round numbers between the ends. */
function ticks(low: number, high: number): number[] {
  const rough = (high - low) / 5 || 1;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((size) => size >= rough) ?? rough;
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  return Array.from({ length: last - first + 1 }, (_, index) =>
    Number(((first + index) * step).toPrecision(12)),
  );
}

export interface BarRow {
  readonly label: string;
  readonly parts: ReadonlyArray<{ readonly label: string; readonly count: number; readonly ink: Ink }>;
}

/** Shares of a whole, a bar for each group; the legend names each part once. */
export function barFigure(rows: readonly BarRow[]): Scene {
  const [left, right] = [90, WIDTH - 4];
  const legend = rows[0]?.parts ?? [];
  const shapes = rows.flatMap((row, index): Shape[] => {
    const y = 34 * index + 8;
    const total = row.parts.reduce((sum, part) => sum + part.count, 0) || 1;
    let start = left;
    const parts = row.parts.flatMap((part): Shape[] => {
      const width = (part.count / total) * (right - left);
      const x = start;
      start += width;
      if (width === 0) return [];
      const box: Shape = { kind: 'box', x, y, width, height: 20, fill: part.ink, stroke: 'paper' };
      const isDark = part.ink === 'good' || part.ink === 'bad' || part.ink === 'plain';
      const share = `${Math.round((100 * part.count) / total)}%`;
      return width < 26
        ? [box]
        : [box, words(x + width / 2, y + 13, share, 'middle', isDark ? 'paper' : 'text')];
    });
    return [words(4, y + 13, row.label, 'start', 'text'), ...parts];
  });
  const y = 34 * rows.length + 12;
  const step = (right - left) / Math.max(1, legend.length);
  for (const [index, part] of legend.entries()) {
    const x = left + index * step;
    shapes.push({ kind: 'box', x, y: y - 8, width: 9, height: 9, fill: part.ink, stroke: 'line' });
    shapes.push(words(x + 13, y, part.label, 'start', 'text'));
  }
  return { width: WIDTH, height: y + 8, shapes };
}

export interface FlowColumn {
  readonly label: string;
  readonly steps: ReadonlyArray<{ readonly label: string; readonly figure: string }>;
}

/** Who came how far: a column of boxes for each arm. */
export function flowFigure(columns: readonly FlowColumn[]): Scene {
  const gap = 24;
  const width = (WIDTH - gap * (columns.length - 1)) / Math.max(1, columns.length);
  const height = 26;
  const pitch = 42;
  const steps = Math.max(0, ...columns.map((column) => column.steps.length));
  const shapes = columns.flatMap((column, index): Shape[] => {
    const x = index * (width + gap);
    const middle = x + width / 2;
    return [
      { kind: 'box', x: x + 0.5, y: 0.5, width: width - 1, height, fill: 'accent' },
      words(middle, 17, column.label, 'middle', 'paper'),
      ...column.steps.flatMap((step, position): Shape[] => {
        const y = (position + 1) * pitch;
        return [
          { kind: 'line', x1: middle, y1: y - pitch + height, x2: middle, y2: y, ink: 'line' },
          { kind: 'box', x: x + 0.5, y, width: width - 1, height, fill: 'paper', stroke: 'line' },
          words(middle, y + 16.5, `${step.label}  ${step.figure}`, 'middle', 'text'),
        ];
      }),
    ];
  });
  return { width: WIDTH, height: (steps + 1) * pitch - pitch + height + 1, shapes };
}

function words(x: number, y: number, text: string, anchor: 'start' | 'middle' | 'end', ink: Ink): Shape {
  return { kind: 'text', x, y, size: SIZE, anchor, ink, text };
}

export interface AmountRow {
  readonly label: string;
  readonly value: number;
  /** The number, as the table has it. */
  readonly figure: string;
}

/** Amounts beside each other, from nothing on. */
export function amountFigure(rows: readonly AmountRow[]): Scene {
  const [left, right] = [150, 420];
  const most = Math.max(1, ...rows.map(({ value }) => value));
  const shapes = rows.flatMap(({ label, value, figure }, index): Shape[] => {
    const y = ROW * index + 6;
    return [
      words(4, y + 10, shortened(label), 'start', 'text'),
      {
        kind: 'box',
        x: left,
        y,
        width: Math.max(1, (value / most) * (right - left)),
        height: ROW - 8,
        fill: 'accent',
      },
      words(WIDTH - 4, y + 10, figure, 'end', 'text'),
    ];
  });
  const bottom = ROW * rows.length + 4;
  return {
    width: WIDTH,
    height: bottom + 4,
    shapes: [...shapes, { kind: 'line', x1: left, y1: 2, x2: left, y2: bottom, ink: 'line' }],
  };
}

/** As much of a name as there is room beside the bars; the table has all of it. */
function shortened(label: string): string {
  const characters = Array.from(label);
  const width = (text: readonly string[]) =>
    text.reduce((sum, one) => sum + (/[\u2E80-\uFFEF]/u.test(one) ? SIZE : SIZE * 0.55), 0);
  if (width(characters) <= 140) return label;
  while (width(characters) > 131) characters.pop();
  return `${characters.join('')}…`;
}
