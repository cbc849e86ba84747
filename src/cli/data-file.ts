import { createReadStream } from 'node:fs';
import { open, readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { pipeline } from 'node:stream';

import { CsvError, parse } from 'csv-parse';

import { areAll, type Cell } from '../domain/roster/sheet.ts';
import type { DataTable } from '../domain/evidence/tables/data-table.ts';
import { TableError } from '../domain/evidence/tables/table-error.ts';
import {
  hasContent,
  isSeparatorLine,
  TableReader,
  type TableReaderOptions,
} from '../domain/evidence/tables/table-reader.ts';
import { detectDelimiter, encodingByMark, type TextEncoding } from '../domain/files/table-text.ts';
import { spreadsheetLimits } from '../server/platform/files/decode-spreadsheet.ts';
import { requireText } from '../server/platform/files/delimited-text.ts';
import { readSpreadsheet } from '../server/platform/files/spreadsheet.ts';
import { SpreadsheetError, type SpreadsheetErrorCode } from '../server/platform/files/spreadsheet-error.ts';
import { unreadable } from './spec-file.ts';
import { SpecFileError } from './spec-file-error.ts';

/** Characters by which delimiter and kind of a text are judged. */
const SAMPLED = 200_000;
/** A double of this size has lost digits of the number that stood for it in a spreadsheet: it keeps fifteen. */
const LOSES_DIGITS = 1e15;

/** Why a spreadsheet is not read that could be as text. */
const TOO_MUCH: ReadonlySet<SpreadsheetErrorCode> = new Set([
  'file_too_large',
  'file_too_many_rows',
  'file_too_many_columns',
  'file_too_costly',
]);

export type DataFileOptions = Pick<TableReaderOptions, 'uses' | 'missing' | 'named'>;
/** Rows of text with their numbers in the file, the first being 1; rows without content are passed over. */
type Rows = AsyncIterable<{ readonly cells: readonly string[]; readonly line: number }>;

/**
 * The columns of a data file that an analysis uses: `.csv` in UTF-8, GB18030 or UTF-16 with comma, semicolon or tab, read row
 * by row, so that it may be larger than the memory; or `.xlsx`, within the limits of a roster. Read once; twice where a
 * column turns from numbers to labels.
 *
 * @param file the name that messages use
 * @throws SpecFileError data_…; TableError; EvidenceError unknown_column, and whatever TextTable refuses
 */
export async function readDataFile(path: string, file: string, options: DataFileOptions): Promise<DataTable> {
  try {
    const rows = await openRows(path, file);
    const reader = await readRows(rows(), { ...options, file });
    const { labelled } = reader;
    const last = labelled.size === 0 ? reader : await readRows(rows(), { ...options, file, labelled });
    return last.finish();
  } catch (error) {
    if (error instanceof SpreadsheetError) {
      const code = TOO_MUCH.has(error.code) ? 'data_too_large' : 'data_no_table';
      throw new SpecFileError(code, { file }, { cause: error });
    }
    if (error instanceof Error && 'syscall' in error) throw unreadable(error, file, 'data_unreadable');
    throw error;
  }
}

async function readRows(rows: Rows, options: TableReaderOptions): Promise<TableReader> {
  const reader = new TableReader(options);
  let isEmpty = true;
  for await (const { cells, line } of rows) {
    isEmpty = false;
    reader.add(cells, line);
  }
  if (isEmpty) throw new SpreadsheetError('file_empty');
  return reader;
}

async function openRows(path: string, file: string): Promise<() => Rows> {
  const start = await firstBytes(path);
  if (isSpreadsheet(start)) {
    const rows = await spreadsheetRows(path, file);
    return () => withContent(rows);
  }
  if (start.length === 0) throw new SpreadsheetError('file_empty');
  const { encoding, sample } = await inspectText(path, start);
  requireText(sample);
  const delimiter = detectDelimiter(sample);
  return () => textRows(path, file, encoding, delimiter);
}

/** Zip archive (`.xlsx`) or compound document (`.xls`): the reader of rosters tells them apart and refuses the latter. */
function isSpreadsheet(start: Buffer): boolean {
  return ['504b0304', 'd0cf11e0'].includes(start.toString('hex'));
}

async function firstBytes(path: string): Promise<Buffer> {
  const handle = await open(path);
  try {
    const { bytesRead, buffer } = await handle.read(Buffer.alloc(4), 0, 4, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

async function spreadsheetRows(path: string, file: string): Promise<string[][]> {
  const { size } = await stat(path);
  if (size > spreadsheetLimits.bytes) throw new SpreadsheetError('file_too_large');
  const sheets = await readSpreadsheet(await readFile(path), basename(path));
  const filled = sheets.filter(
    ({ cells, isHidden }) => !isHidden && !areAll(cells, (row) => !row.some(isFilled)),
  );
  const [sheet] = filled;
  if (sheet === undefined) throw new SpreadsheetError('file_empty');
  // the first alone would be half of the pupils, without a word
  if (filled.length > 1) throw new SpecFileError('data_several_sheets', { file, sheets: filled.length });
  return Array.from(sheet.cells, (cells) => cells.map(cellText));
}

function isFilled(cell: Cell): boolean {
  return cell !== null;
}

function cellText(cell: Cell): string {
  if (cell === null) return '';
  if (cell instanceof Date) return cell.toISOString().slice(0, 10);
  // in the spelling that tells of the lost digits where the number is a label
  if (typeof cell === 'number' && Math.abs(cell) >= LOSES_DIGITS) return cell.toExponential();
  return typeof cell === 'boolean' ? String(cell).toUpperCase() : String(cell);
}

/**
 * UTF-8 if all of the file is, else GB18030, as Chinese spreadsheet programs write it; UTF-16 by its mark. A whole file is
 * looked at, for the first Chinese word may stand in its last row.
 */
async function inspectText(path: string, start: Buffer): Promise<{ encoding: TextEncoding; sample: string }> {
  const marked = encodingByMark(start);
  if (marked !== undefined) return { encoding: marked, sample: await sampleOf(path, marked) };
  try {
    let sample = '';
    for await (const text of decoded(path, 'utf-8'))
      if (sample.length < SAMPLED) sample += text.slice(0, SAMPLED - sample.length);
    return { encoding: 'utf-8', sample };
  } catch (error) {
    if (!(error instanceof SpreadsheetError)) throw error;
    return { encoding: 'gb18030', sample: await sampleOf(path, 'gb18030') };
  }
}

async function sampleOf(path: string, encoding: TextEncoding): Promise<string> {
  let sample = '';
  for await (const text of decoded(path, encoding)) {
    sample += text;
    if (sample.length >= SAMPLED) break;
  }
  return sample.slice(0, SAMPLED);
}

/** @throws SpreadsheetError file_encoding */
async function* decoded(path: string, encoding: TextEncoding): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  for await (const bytes of createReadStream(path) as AsyncIterable<Buffer>)
    yield decodePart(decoder, bytes, true);
  yield decodePart(decoder, Buffer.alloc(0), false);
}

function decodePart(decoder: InstanceType<typeof TextDecoder>, bytes: Buffer, stream: boolean): string {
  try {
    return decoder.decode(bytes, { stream });
  } catch {
    throw new SpreadsheetError('file_encoding');
  }
}

async function* textRows(
  path: string,
  file: string,
  encoding: TextEncoding,
  delimiter: string,
): AsyncGenerator<{ cells: string[]; line: number }> {
  // empty lines stay, so that rows keep their numbers
  const records = parse({
    bom: true,
    delimiter,
    relax_column_count: true,
    relax_quotes: true,
    record_delimiter: ['\r\n', '\n', '\r'],
  });
  const source = encoding === 'utf-8' ? createReadStream(path) : decoded(path, encoding);
  // an error of the file reaches the reader of its records
  pipeline(source, records, () => undefined);
  let line = 0;
  try {
    for await (const cells of records as AsyncIterable<string[]>) {
      line += 1;
      if (hasContent(cells) && !(line === 1 && isSeparatorLine(cells))) yield { cells, line };
    }
  } catch (error) {
    if (error instanceof CsvError) throw new TableError('quotes', { file, row: line + 1 });
    throw error;
  }
}

async function* withContent(rows: ReadonlyArray<readonly string[]>): Rows {
  for (const [index, cells] of rows.entries()) if (hasContent(cells)) yield { cells, line: index + 1 };
}
