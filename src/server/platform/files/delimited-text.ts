import { CsvError, parse } from 'csv-parse/sync';
import { SpreadsheetError } from './spreadsheet-error.ts';

const delimiters = [',', ';', '\t'] as const;
type Delimiter = (typeof delimiters)[number];

/** Enough lines to get past titles and see the table. */
const linesSampled = 50;
const mostControlCharacters = 0.05;

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
  if (looksBinary(text)) throw new SpreadsheetError('file_not_spreadsheet');
  if (/^\s*<(?:!doctype|html|table|\?xml)/iu.test(text)) throw new SpreadsheetError('file_not_spreadsheet');
}

/** Binary files often happen to be valid GB18030; a stray control character in one cell rejects only its row, later. */
function looksBinary(text: string): boolean {
  const controls = text.match(/(?![\t\n\v\f\r])\p{Cc}/gu)?.length ?? 0;
  return controls > text.length * mostControlCharacters;
}

export type TextEncoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'gb18030';

/** The encoding that a byte order mark tells of, if there is one that is not UTF-8's. */
export function encodingByMark(start: Buffer): TextEncoding | undefined {
  if (start[0] === 0xff && start[1] === 0xfe) return 'utf-16le';
  if (start[0] === 0xfe && start[1] === 0xff) return 'utf-16be';
  return undefined;
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

/** The delimiter that stands equally often in the most lines, outside of quotes; a comma when none does. */
export function detectDelimiter(text: string): Delimiter {
  const lines = text
    .slice(0, 200_000)
    .replace(/"[^"]*"/gu, '')
    .split(/\r\n|\r|\n/u)
    .filter((line) => line.trim() !== '')
    .slice(0, linesSampled);
  let best: { delimiter: Delimiter; score: number } = { delimiter: ',', score: 0 };
  for (const delimiter of delimiters) {
    const counts = lines.map((line) => line.split(delimiter).length - 1).filter((count) => count > 0);
    const alike = Math.max(0, ...counts.map((count) => counts.filter((other) => other === count).length));
    if (alike > best.score) best = { delimiter, score: alike };
  }
  return best.delimiter;
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
