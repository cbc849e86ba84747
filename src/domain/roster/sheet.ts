/** What a cell of a spreadsheet holds once it is decoded; a date cell is midnight UTC of its day. */
export type Cell = string | number | boolean | Date | null;

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
  readonly cells: readonly (readonly Cell[])[];
  readonly merges: readonly Merge[];
  /** as the spreadsheet program numbers them, from 1 */
  readonly hiddenRows: readonly number[];
  /** a number in a column of dates counts the days from 1904 on, not from 1900 */
  readonly startsIn1904: boolean;
}

/** A sheet of cells alone, as text files have it. */
export function sheetOf(cells: readonly (readonly Cell[])[]): Sheet {
  return { name: null, isHidden: false, cells, merges: [], hiddenRows: [], startsIn1904: false };
}

/** Cells with what merged ones show in each cell that they cover. */
export function withMergesFilled({ cells, merges }: Sheet): Cell[][] {
  const filled = cells.map((row) => [...row]);
  for (const { top, left, bottom, right } of merges) {
    const value = cells[top]?.[left] ?? null;
    if (value === null) continue;
    for (let row = top; row <= Math.min(bottom, filled.length - 1); row += 1)
      for (let column = left; column <= right; column += 1) {
        const cellsOfRow = filled[row];
        if (cellsOfRow === undefined) continue;
        while (cellsOfRow.length <= column) cellsOfRow.push(null);
        cellsOfRow[column] = value;
      }
  }
  return filled;
}
