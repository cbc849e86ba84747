import readXlsxFile from 'read-excel-file/universal';
import { SpreadsheetError } from './spreadsheet-error.ts';
import { packZip, unpackZip, type ZipPart } from './zip-archive.ts';

type WorkbookCell = string | number | boolean | Date | null;

/** XML of a sheet is some thirty times its content; 64 MB hold 20,000 rows of a roster several times over. */
const unpackedBytes = 64 * 1024 * 1024;
/** The last row and column that a spreadsheet program knows. */
const lastRow = 1_048_576;

/** A row or cell element with all its attributes; group 3 is the slash of an empty element. */
const element = /<(?:[\w.-]+:)?(row|c)((?:\s+[^\s=<>"']+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>/gu;
const elementStart = /<(?:[\w.-]+:)?(?:row|c)[\s/>]/gu;
/** The type attribute of a cell in error, up to its quotation mark. */
const errorType = /(<(?:[\w.-]+:)?c\s[^<>]*?\bt\s*=\s*)(["'])e\2/gu;
const reference = /\sr\s*=\s*["']([A-Z]{0,3})(\d{1,7})["']/u;

/**
 * Decodes the first sheet of an `.xlsx` workbook that holds anything. Date cells become dates at midnight UTC.
 * The reader trusts the file: it would unpack any amount, and make an array as long as the largest row number it meets.
 * Both are therefore checked before it sees the file. Its universal entry is used because it finds the parts by the
 * archive's directory, which is what was checked; the entry for Node takes whatever stands in the stream.
 * @throws SpreadsheetError
 */
export async function readWorkbook(
  bytes: Buffer,
  limits: { rows: number; columns: number },
): Promise<WorkbookCell[][]> {
  // every part is unpacked within the limit, for the reader unpacks them all; and every XML part is checked, since the
  // workbook may call any of them a sheet
  const others = unpackZip(bytes, (path) => !isXml(path), unpackedBytes);
  const parts = unpackZip(bytes, isXml, unpackedBytes);
  for (const { content } of parts) checkReach(content.toString('utf8'), limits);
  const told = parts.map(withErrorsAsText);
  const isTold = told.every((part, position) => part === parts[position]);
  const sheets = await readSheets(isTold ? bytes : packZip([...others, ...told]));
  const filled = sheets.find(({ data }) => data.length > 0);
  if (filled === undefined) throw new SpreadsheetError('file_empty');
  return filled.data as WorkbookCell[][];
}

function isXml(path: string): boolean {
  return path.endsWith('.xml') || path.endsWith('.rels');
}

/**
 * The part with formulas in error as the text that a spreadsheet shows (#DIV/0!): the reader takes such cells for empty, and
 * what could not be computed would count as what nobody answered.
 */
function withErrorsAsText(part: ZipPart): ZipPart {
  const text = part.content.toString('utf8');
  const told = text.replace(errorType, '$1$2str$2');
  return told === text ? part : { path: part.path, content: Buffer.from(told) };
}

/** Refuses cells with content beyond the limits, and row and cell elements that cannot be understood at a glance. */
function checkReach(part: string, limits: { rows: number; columns: number }): void {
  let understood = 0;
  for (const [, kind, attributes = '', slash] of part.matchAll(element)) {
    understood += 1;
    const [, letters = '', digits] = reference.exec(attributes) ?? [];
    const row = Number(digits ?? 1);
    const column = columnNumber(letters);
    if (row > lastRow || (/\sr\s*=/u.test(attributes) && digits === undefined)) {
      throw new SpreadsheetError('file_not_spreadsheet');
    }
    if (kind === 'c' && slash === '' && row > limits.rows) throw new SpreadsheetError('file_too_many_rows');
    if (kind === 'c' && slash === '' && column > limits.columns) {
      throw new SpreadsheetError('file_too_many_columns');
    }
  }
  if (understood !== (part.match(elementStart)?.length ?? 0)) {
    throw new SpreadsheetError('file_not_spreadsheet');
  }
}

/** A is 1, Z 26, AA 27. */
function columnNumber(letters: string): number {
  return Array.from(letters).reduce((number, letter) => number * 26 + letter.charCodeAt(0) - 64, 0);
}

async function readSheets(bytes: Buffer): Promise<Awaited<ReturnType<typeof readXlsxFile>>> {
  try {
    // a copy of its own: the bytes may be a window into a larger shared buffer
    return await readXlsxFile(new Uint8Array(bytes).buffer);
  } catch {
    // whatever the reader stumbles over, to the person it is a file that cannot be read
    throw new SpreadsheetError('file_not_spreadsheet');
  }
}
