import { CsvError, parse } from 'csv-parse/sync';
import {
  type Delimiter,
  detectDelimiter,
  encodingByMark,
  isTableText,
  type TextEncoding,
} from '../../../domain/files/table-text.ts';
import { SpreadsheetError } from './spreadsheet-error.ts';

/**
 * Decodes comma, semicolon or tab separated text. The encoding is that of the byte order mark, else UTF-8 if the bytes
 * are valid UTF-8, else GB18030 (which includes GBK and GB2312), as Chinese spreadsheet programs write it. An empty cell
 * is null; empty lines stay, so that rows keep their numbers.
 * @throws SpreadsheetError `file_encoding`, `file_not_spreadsheet` or `file_quotes`
 */
export function readDelimitedText(bytes: Buffer): (string | null)[][] {
  const text = decodeText(bytes);
  requireText(text);
  return parseRows(text, detectDelimiter(text));
}

/** @throws SpreadsheetError file_not_spreadsheet for binary files and pages that call themselves a table */
export function requireText(text: string): void {
  if (!isTableText(text)) throw new SpreadsheetError('file_not_spreadsheet');
}

/** @throws SpreadsheetError file_encoding */
export function decodeText(bytes: Buffer): string {
  const marked = encodingByMark(bytes);
  if (marked !== undefined) return decodeAs(marked, bytes);
  try {
    return decodeAs('utf-8', bytes);
  } catch {
    return decodeAs('gb18030', bytes);
  }
}

function decodeAs(encoding: TextEncoding, bytes: Buffer): string {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    throw new SpreadsheetError('file_encoding');
  }
}

function parseRows(text: string, delimiter: Delimiter): (string | null)[][] {
  try {
    const rows: string[][] = parse(text, {
      delimiter,
      relax_column_count: true,
      relax_quotes: true,
      record_delimiter: ['\r\n', '\n', '\r'],
    });
    return rows.map((row) => row.map((cell) => (cell === '' ? null : cell)));
  } catch (error) {
    if (error instanceof CsvError) throw new SpreadsheetError('file_quotes');
    throw error;
  }
}
