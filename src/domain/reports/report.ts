import type { Language } from '../language.ts';

/** What a report says, in order, before it is a web page, a Word document or a PDF. */
export interface Report {
  readonly language: Language;
  readonly title: string;
  readonly subtitle: string;
  /** Shown on every page; empty where there is nothing to warn of. */
  readonly banner: string;
  readonly blocks: readonly Block[];
  /** Software and time, below everything. */
  readonly colophon: string;
}

export type Block = Heading | Paragraph | Finding | List | Table | Picture;

export interface Heading {
  readonly kind: 'heading';
  readonly level: 1 | 2;
  readonly text: string;
}

export interface Paragraph {
  readonly kind: 'paragraph';
  readonly text: string;
}

/** The one sentence to take away. */
export interface Finding {
  readonly kind: 'finding';
  readonly text: string;
}

export interface List {
  readonly kind: 'list';
  readonly items: readonly string[];
}

export interface Table {
  readonly kind: 'table';
  readonly caption: string;
  readonly head: readonly string[];
  /** Cells of one length; the first names its row. */
  readonly rows: ReadonlyArray<readonly string[]>;
  /** Cells behind the first are numbers, or text. */
  readonly align: 'numbers' | 'text';
  readonly note?: string;
}

/** Shares of a table's width: the first column gets more room beside numbers, the last one beside words. */
export function columnShares({ head, align }: Table): number[] {
  const first = align === 'text' ? 0.22 : Math.max(0.24, 1 / head.length);
  const other = (1 - first) / Math.max(1, head.length - 1);
  return head.map((_, column) => (column === 0 ? first : other));
}

/** A figure; the table that stands beside it holds its numbers. */
export interface Picture {
  readonly kind: 'picture';
  readonly caption: string;
  readonly scene: Scene;
}

/** Lines, boxes and text in units of 1/72 inch, the origin at the top left. */
export interface Scene {
  readonly width: number;
  readonly height: number;
  readonly shapes: readonly Shape[];
}

export type Ink = 'text' | 'soft' | 'line' | 'paper' | 'accent' | 'good' | 'plain' | 'bad' | 'unknown';

export type Shape =
  | {
      readonly kind: 'line';
      readonly x1: number;
      readonly y1: number;
      readonly x2: number;
      readonly y2: number;
      readonly ink: Ink;
      readonly isDashed?: boolean;
    }
  | {
      readonly kind: 'box';
      readonly x: number;
      readonly y: number;
      readonly width: number;
      readonly height: number;
      readonly fill: Ink;
      readonly stroke?: Ink;
    }
  | {
      readonly kind: 'text';
      readonly x: number;
      /** Of the baseline. */
      readonly y: number;
      readonly size: number;
      readonly anchor: 'start' | 'middle' | 'end';
      readonly ink: Ink;
      readonly text: string;
    };

/** Every ink's colour, dark enough on white for WCAG 2.2 AA where it is text. */
export const inks: Readonly<Record<Ink, string>> = {
  text: '#1f2933',
  soft: '#52606d',
  line: '#9aa5b1',
  paper: '#ffffff',
  accent: '#9a3f00',
  good: '#146c43',
  plain: '#8a7a66',
  bad: '#b3261e',
  unknown: '#d9d2c5',
};

/** What lies behind text, and between rows. */
export const paper = { finding: '#fdf6ee', head: '#f5efe6', rule: '#d9d2c5' } as const;
