import { type PackedBlock, PackedList, VALUES_IN_BLOCK } from '../../../domain/roster/packed-list.ts';
import { type Cell, packedCells, type Sheet } from '../../../domain/roster/sheet.ts';

/** The next rows of a sheet, or what else there is to say of it, after its last row. */
export type SheetPart = { readonly rows: PackedBlock } | { readonly sheet: Omit<Sheet, 'cells'> };

/** The same before its rows are bytes: as many rows as a block holds, the last of a sheet fewer. */
export type DecodedPart =
  | { readonly cells: readonly (readonly Cell[])[] }
  | { readonly sheet: Omit<Sheet, 'cells'> };

/** Whoever takes a whole sheet at once is busy with it for a second. */
export const ROWS_AT_ONCE = VALUES_IN_BLOCK;

/** Sheets put together from their parts, whose bytes are kept as they come. */
export async function sheetsOf(parts: AsyncIterable<SheetPart>): Promise<Sheet[]> {
  const sheets: Sheet[] = [];
  let cells = new PackedList<readonly Cell[]>(packedCells);
  for await (const part of parts) {
    if ('rows' in part) {
      cells.addBlock(part.rows);
    } else {
      sheets.push({ ...part.sheet, cells });
      cells = new PackedList(packedCells);
    }
  }
  return sheets;
}
