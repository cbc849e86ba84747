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

/**
 * Cells with what merged ones show in each row that they cover: a class beside all of its pupils. Not in each column, where a name
 * merged over the next would be that too. Each merge is of a column that its first row has, and the sheet bounds how much they cover.
 */
export function withMergesFilled({ cells, merges }: Sheet): readonly (readonly Cell[])[] {
  if (merges.length === 0) return cells;
  const filled = cells.map((row) => [...row]);
  for (const { top, left, bottom } of merges) {
    const value = cells[top]?.[left] ?? null;
    if (value === null) continue;
    for (const row of filled.slice(top + 1, bottom + 1)) {
      while (row.length <= left) row.push(null);
      row[left] = value;
    }
  }
  return filled;
}
