import type { Cell, Sheet } from '../../../domain/roster/sheet.ts';

/** The next rows of a sheet, or what else there is to say of it, after its last row. */
export type SheetPart =
  | { readonly cells: readonly (readonly Cell[])[] }
  | { readonly sheet: Omit<Sheet, 'cells'> };

/** Whoever takes a whole sheet at once is busy with it for a second. */
export const ROWS_AT_ONCE = 500;

/** Sheets put together from their parts. */
export async function sheetsOf(parts: AsyncIterable<SheetPart>): Promise<Sheet[]> {
  const sheets: Sheet[] = [];
  const once = eachOnce();
  let cells: (readonly Cell[])[] = [];
  for await (const part of parts) {
    if ('cells' in part) {
      for (const row of part.cells) cells.push(row.map(once));
    } else {
      sheets.push({ ...part.sheet, cells });
      cells = [];
    }
  }
  return sheets;
}

const MOST_REPEATED = 10_000;

/** Of texts that repeat, as schools and classes do, one is kept. */
function eachOnce(): (cell: Cell) => Cell {
  const texts = new Map<string, string>();
  return (cell) => {
    if (typeof cell !== 'string') return cell;
    const kept = texts.get(cell);
    if (kept === undefined && texts.size < MOST_REPEATED) texts.set(cell, cell);
    return kept ?? cell;
  };
}
