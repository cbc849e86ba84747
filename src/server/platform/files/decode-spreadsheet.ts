import { packBlock } from '../../../domain/roster/packed-list.ts';
import { packedCells, sheetOf } from '../../../domain/roster/sheet.ts';
import { readDelimitedText } from './delimited-text.ts';
import { type DecodedPart, ROWS_AT_ONCE, type SheetPart } from './sheet-part.ts';
import { SpreadsheetError } from './spreadsheet-error.ts';
import { readWorkbook } from './workbook.ts';

/** A school's roster has some thousands of rows, a district's a hundred thousand, with headings above; no upload fills the memory. */
export const spreadsheetLimits = { bytes: 10 * 1024 * 1024, rows: 100_100, columns: 200 } as const;

/**
 * Decodes an uploaded `.xlsx` or `.csv` file into the parts of its sheets; the first row of cells is row 1 of its sheet, so rows keep the
 * numbers that people see. What the file is, is judged by its bytes; its name only helps to refuse an `.xlsx` that is none. For
 * `readSpreadsheet`: what a stranger wrote is decoded in a thread.
 * @throws SpreadsheetError for anything that cannot be read within the limits
 */
export async function* decodeSpreadsheet(bytes: Buffer, fileName: string): AsyncGenerator<SheetPart> {
  let rows = 0;
  let isEmpty = true;
  for await (const part of decode(bytes, fileName)) {
    if ('sheet' in part) {
      yield part;
      continue;
    }
    rows += part.cells.length;
    if (rows > spreadsheetLimits.rows) throw new SpreadsheetError('file_too_many_rows');
    if (part.cells.some((row) => row.length > spreadsheetLimits.columns))
      throw new SpreadsheetError('file_too_many_columns');
    isEmpty &&= part.cells.every((row) => row.every((cell) => cell === null));
    yield { rows: packBlock(packedCells, part.cells) };
  }
  if (isEmpty) throw new SpreadsheetError('file_empty');
}

/** Name of the stream that holds a workbook with a password (MS-OFFCRYPTO 2.3.4), in the directory of its compound file. */
const encryptedPackage = Buffer.from('EncryptedPackage', 'utf16le');
/** The first part of an OpenDocument archive says its type (OpenDocument 1.3, part 2, 3.3); its name stands behind 30 bytes. */
const firstPart = Buffer.from('mimetype');
const FIRST_NAME = 30;

async function* decode(bytes: Buffer, fileName: string): AsyncGenerator<DecodedPart> {
  if (startsWith(bytes, [0xd0, 0xcf, 0x11, 0xe0]))
    throw new SpreadsheetError(bytes.includes(encryptedPackage) ? 'file_encrypted' : 'file_old_excel');
  if (startsWith(bytes, [0x50, 0x4b, 0x03, 0x04])) {
    if (bytes.subarray(FIRST_NAME).subarray(0, firstPart.length).equals(firstPart))
      throw new SpreadsheetError('file_open_document');
    yield* readWorkbook(bytes, spreadsheetLimits);
    return;
  }
  if (/\.xls[xm]?$/iu.test(fileName)) throw new SpreadsheetError('file_not_spreadsheet');
  for await (const cells of readDelimitedText(bytes, ROWS_AT_ONCE)) yield { cells };
  const { cells: _, ...sheet } = sheetOf([]);
  yield { sheet };
}

function startsWith(bytes: Buffer, signature: readonly number[]): boolean {
  return signature.every((byte, index) => bytes[index] === byte);
}
