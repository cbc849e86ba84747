import { Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
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
 * @returns so many rows at a time, the last ones fewer: as lists of cells all rows take ten times as much memory as the file
 * @throws SpreadsheetError `file_encoding`, `file_not_spreadsheet` or `file_quotes`
 */
export async function* readDelimitedText(
  bytes: Buffer,
  rowsAtOnce: number,
): AsyncGenerator<(string | null)[][]> {
  const text = decodeText(bytes);
  requireText(text);
  let rows: (string | null)[][] = [];
  for await (const row of rowsOf(text, detectDelimiter(text))) {
    rows.push(row.map((cell) => (cell === '' ? null : cell)));
    if (rows.length < rowsAtOnce) continue;
    yield rows;
    rows = [];
  }
  if (rows.length > 0) yield rows;
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

async function* rowsOf(text: string, delimiter: Delimiter): AsyncGenerator<string[]> {
  const rows = Readable.from(slicesOf(text), { objectMode: false }).compose(
    parse({
      delimiter,
      relax_column_count: true,
      relax_quotes: true,
      record_delimiter: ['\r\n', '\n', '\r'],
    }),
  ) as AsyncIterable<string[]>;
  try {
    yield* rows;
  } catch (error) {
    if (error instanceof CsvError) throw new SpreadsheetError('file_quotes');
    throw error;
  }
}

const SLICE = 65_536;

/** No slice ends between the halves of a character. */
function* slicesOf(text: string): Generator<string> {
  for (let from = 0; from < text.length;) {
    const end = from + SLICE;
    const isHalved = /[\ud800-\udbff]/.test(text.charAt(end - 1));
    const to = isHalved ? end - 1 : end;
    yield text.slice(from, to);
    from = to;
  }
}
