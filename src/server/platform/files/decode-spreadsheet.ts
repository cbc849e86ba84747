import type { Cell } from '../../../domain/roster/roster-header.ts';
import { readDelimitedText } from './delimited-text.ts';
import { SpreadsheetError } from './spreadsheet-error.ts';
import { readWorkbook } from './workbook.ts';

/** A school's roster has some thousands of rows; the limits leave room and keep one upload from filling the memory. */
export const spreadsheetLimits = { bytes: 10 * 1024 * 1024, rows: 20_000, columns: 100 } as const;

/**
 * Decodes an uploaded `.xlsx` (its first sheet that holds anything) or `.csv` file into rows of cells; the first row is
 * row 1 of the file, so rows keep the numbers that people see. What the file is, is judged by its bytes; its name only
 * helps to refuse an `.xlsx` that is none. For `readSpreadsheet`: what a stranger wrote is decoded in a thread.
 * @throws SpreadsheetError for anything that cannot be read within the limits
 */
export async function decodeSpreadsheet(bytes: Buffer, fileName: string): Promise<Cell[][]> {
  const cells = await decode(bytes, fileName);
  if (cells.length > spreadsheetLimits.rows) throw new SpreadsheetError('file_too_many_rows');
  if (cells.some((row) => row.length > spreadsheetLimits.columns)) {
    throw new SpreadsheetError('file_too_many_columns');
  }
  if (cells.every((row) => row.every((cell) => cell === null))) throw new SpreadsheetError('file_empty');
  return cells;
}

async function decode(bytes: Buffer, fileName: string): Promise<Cell[][]> {
  if (startsWith(bytes, [0xd0, 0xcf, 0x11, 0xe0])) throw new SpreadsheetError('file_old_excel');
  if (startsWith(bytes, [0x50, 0x4b, 0x03, 0x04])) return readWorkbook(bytes, spreadsheetLimits);
  if (/\.xls[xm]?$/iu.test(fileName)) throw new SpreadsheetError('file_not_spreadsheet');
  return readDelimitedText(bytes);
}

function startsWith(bytes: Buffer, signature: readonly number[]): boolean {
  return signature.every((byte, index) => bytes[index] === byte);
}
