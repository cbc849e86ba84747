import type { Packing } from './packed-list.ts';

/** What a cell of a spreadsheet holds once it is decoded; a date cell is midnight UTC of its day. */
export type Cell = string | number | boolean | Date | null;

/** Rows of a sheet in their order, as a list of cells or as bytes: whoever reads them looks at one after the other. */
export interface CellRows extends Iterable<readonly Cell[]> {
  readonly length: number;
  readonly at: (index: number) => readonly Cell[] | undefined;
}

/** What JSON has no word for stands in a list of its own: a date as its milliseconds, a number beyond all numbers as its name. */
export const packedCells: Packing<readonly Cell[]> = {
  write: (cells) => cells.map(writeCell),
  read: (written) => (written as readonly WrittenCell[]).map(readCell),
};

type WrittenCell = string | number | boolean | null | readonly [string | number | null];

function writeCell(cell: Cell): WrittenCell {
  if (cell instanceof Date) return [cell.getTime()];
  return typeof cell === 'number' && (!Number.isFinite(cell) || Object.is(cell, -0))
    ? [Object.is(cell, -0) ? '-0' : String(cell)]
    : cell;
}

function readCell(written: WrittenCell): Cell {
  if (!isListed(written)) return written;
  const [value] = written;
  return typeof value === 'string' ? Number(value) : new Date(value ?? Number.NaN);
}

function isListed(written: WrittenCell): written is readonly [string | number | null] {
  return Array.isArray(written);
}

/** Cells that are shown as one; rows and columns counted from 0, the last ones included. */
export interface Merge {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}

/** A table of a file as it was decoded. */
export interface Sheet {
  /** null: the file has only this one, and no name for it */
  readonly name: string | null;
  readonly isHidden: boolean;
  /** the first being row 1 of the sheet */
  readonly cells: CellRows;
  readonly merges: readonly Merge[];
  /** as the spreadsheet program numbers them, from 1 */
  readonly hiddenRows: readonly number[];
  /** a number in a column of dates counts the days from 1904 on, not from 1900 */
  readonly startsIn1904: boolean;
}

/** A sheet of cells alone, as text files have it. */
export function sheetOf(cells: CellRows): Sheet {
  return { name: null, isHidden: false, cells, merges: [], hiddenRows: [], startsIn1904: false };
}

/**
 * Cells with what merged ones show in each row that they cover: a class beside all of its pupils. Not in each column, where a name
 * merged over the next would be that too. Each merge is of a column that its first row has, and the sheet bounds how much they cover.
 */
export function withMergesFilled({ cells, merges }: Sheet): CellRows {
  if (merges.length === 0) return cells;
  const filled = new Map<number, [column: number, value: Cell][]>();
  for (const { top, left, bottom } of merges) {
    const value = cells.at(top)?.[left] ?? null;
    if (value === null) continue;
    for (let row = top + 1; row <= Math.min(bottom, cells.length - 1); row += 1) {
      const ofRow = filled.get(row);
      if (ofRow === undefined) filled.set(row, [[left, value]]);
      else ofRow.push([left, value]);
    }
  }
  return new FilledRows(cells, filled);
}

class FilledRows implements CellRows {
  readonly #cells: CellRows;
  readonly #filled: ReadonlyMap<number, readonly [column: number, value: Cell][]>;

  constructor(cells: CellRows, filled: ReadonlyMap<number, readonly [column: number, value: Cell][]>) {
    this.#cells = cells;
    this.#filled = filled;
  }

  get length(): number {
    return this.#cells.length;
  }

  at(index: number): readonly Cell[] | undefined {
    const cells = this.#cells.at(index);
    const filled = this.#filled.get(index);
    if (cells === undefined || filled === undefined) return cells;
    const row = [...cells];
    for (const [column, value] of filled) {
      while (row.length <= column) row.push(null);
      row[column] = value;
    }
    return row;
  }

  *[Symbol.iterator](): Generator<readonly Cell[]> {
    for (let index = 0; index < this.length; index += 1) yield this.at(index) ?? [];
  }
}

/** Whether every row is one of those; the rest is not looked at once one is not. */
export function areAll(cells: CellRows, isSuch: (row: readonly Cell[]) => boolean): boolean {
  for (const row of cells) if (!isSuch(row)) return false;
  return true;
}
