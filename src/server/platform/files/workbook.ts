import readXlsxFile from 'read-excel-file/universal';
import { DAYS_TO_1904 } from '../../../domain/people/calendar-day.ts';
import type { Cell, Merge, Sheet } from '../../../domain/roster/sheet.ts';
import { SpreadsheetError } from './spreadsheet-error.ts';
import { columnNumber, readSheetParts, type SheetPart, startsIn1904 } from './workbook-parts.ts';
import { unpackZip } from './zip-archive.ts';

/** 100,000 rows of fifteen columns take 54 MB. */
const unpackedBytes = 96 * 1024 * 1024;
/** Cells that merges may cover, one below the other: a column of the longest sheet. */
const MOST_MERGED = 100_000;
/** The last row and column that a spreadsheet program knows. */
const lastRow = 1_048_576;

/** A row or cell element with all its attributes; group 3 is the slash of an empty element. */
const element = /<(?:[\w.-]+:)?(row|c)((?:\s+[^\s=<>"']+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>/gu;
const elementStart = /<(?:[\w.-]+:)?(?:row|c)[\s/>]/gu;
const reference = /\sr\s*=\s*["']([A-Z]{0,3})(\d{1,7})["']/u;

/**
 * Decodes the sheets of an `.xlsx` workbook. Date cells become dates at midnight UTC, cells in error their error's text.
 * The reader trusts the file: it would unpack any amount, and make an array as long as the largest row number it meets.
 * Both are therefore checked before it sees the file. Its universal entry is used because it finds the parts by the
 * archive's directory, which is what was checked; the entry for Node takes whatever stands in the stream.
 * @throws SpreadsheetError
 */
export async function readWorkbook(
  bytes: Buffer,
  limits: { rows: number; columns: number },
): Promise<Sheet[]> {
  const { said, dates1904 } = checkedParts(bytes, limits);
  const sheets = await readSheets(bytes);
  return sheets.map(({ sheet: name, data }) => {
    const { isHidden = false, merges = [], hiddenRows = [], errors = [] } = said.get(name) ?? {};
    const cells = (data as Cell[][]).map((row) => (dates1904 ? row.map(from1904) : row));
    for (const { row, column, text } of errors) {
      while (cells.length <= row) cells.push([]);
      const cellsOfRow = cells[row] ?? [];
      while (cellsOfRow.length <= column) cellsOfRow.push(null);
      cellsOfRow[column] = text;
    }
    return {
      name,
      isHidden,
      cells,
      merges: bounded(merges, cells.length),
      hiddenRows,
      startsIn1904: dates1904,
    };
  });
}

/** What the reader says nothing of, once all parts are checked; their texts are let go before it reads them itself. */
function checkedParts(
  bytes: Buffer,
  limits: { rows: number; columns: number },
): { said: ReadonlyMap<string, SheetPart>; dates1904: boolean } {
  // every part is unpacked within the limit, for the reader unpacks them all; and every XML part is checked, since the
  // workbook may call any of them a sheet
  unpackZip(bytes, (path) => !isXml(path), unpackedBytes);
  const parts = unpackZip(bytes, isXml, unpackedBytes);
  for (const part of parts.values()) checkReach(part.toString('utf8'), limits);
  const textOf = (path: string) => parts.get(path)?.toString('utf8');
  return {
    said: new Map(readSheetParts(textOf).map((part) => [part.name, part])),
    dates1904: startsIn1904(textOf('xl/workbook.xml') ?? ''),
  };
}

/** Those over several rows that hold something. @throws SpreadsheetError file_too_costly: no school merges so much */
function bounded(merges: readonly Merge[], rows: number): Merge[] {
  const kept = merges.filter(({ top, bottom }) => top < rows && bottom > top);
  const covered = kept.reduce((sum, { top, bottom }) => sum + Math.min(bottom, rows) - top, 0);
  if (covered > MOST_MERGED) throw new SpreadsheetError('file_too_costly');
  return kept;
}

/** The reader counts all days from 1900 on. */
function from1904(cell: Cell): Cell {
  return cell instanceof Date ? new Date(cell.getTime() + DAYS_TO_1904 * 86_400_000) : cell;
}

function isXml(path: string): boolean {
  return path.endsWith('.xml') || path.endsWith('.rels');
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

async function readSheets(bytes: Buffer): Promise<Awaited<ReturnType<typeof readXlsxFile>>> {
  try {
    // a copy of its own: the bytes may be a window into a larger shared buffer
    return await readXlsxFile(new Uint8Array(bytes).buffer);
  } catch {
    // whatever the reader stumbles over, to the person it is a file that cannot be read
    throw new SpreadsheetError('file_not_spreadsheet');
  }
}
