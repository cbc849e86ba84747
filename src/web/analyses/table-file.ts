import { CsvError, parse } from 'csv-parse/browser/esm/sync';
import { detectDelimiter, encodingByMark, isTableText } from '../../domain/files/table-text.ts';
import { TableError } from '../../domain/evidence/tables/table-error.ts';
import { hasContent, isSeparatorLine } from '../../domain/evidence/tables/table-reader.ts';

/** A row of text with its number in the file, the first being 1. */
export interface FileRow {
  readonly cells: readonly string[];
  readonly line: number;
}

export type FileRefusal = 'spreadsheet' | 'no_text' | 'empty';

/** The file is none that can be read here. */
export class FileRefused extends Error {
  override readonly name = 'FileRefused';
  readonly code: FileRefusal;

  constructor(code: FileRefusal) {
    super(code);
    this.code = code;
  }
}

/**
 * The rows of a text table, those without content left out: UTF-8, else GB18030 as Chinese spreadsheet programs write it, or UTF-16
 * by its mark; comma, semicolon or tab, whichever divides the lines alike.
 * @throws FileRefused; TableError quotes
 */
export function rowsOf(bytes: Uint8Array, file: string): FileRow[] {
  if (bytes.length === 0) throw new FileRefused('empty');
  if (isSpreadsheet(bytes)) throw new FileRefused('spreadsheet');
  const text = decode(bytes);
  if (text === undefined || !isTableText(text)) throw new FileRefused('no_text');
  const records = parseRecords(text, file);
  const rows = records
    .map((cells, index) => ({ cells, line: index + 1 }))
    .filter(({ cells, line }) => hasContent(cells) && !(line === 1 && isSeparatorLine(cells)));
  if (rows.length === 0) throw new FileRefused('empty');
  return rows;
}

/** Zip archive (`.xlsx`) or compound document (`.xls`). */
function isSpreadsheet(bytes: Uint8Array): boolean {
  const start = [...bytes.subarray(0, 4)].join();
  return start === '80,75,3,4' || start === '208,207,17,224';
}

function decode(bytes: Uint8Array): string | undefined {
  const marked = encodingByMark(bytes);
  for (const encoding of marked === undefined ? ['utf-8', 'gb18030'] : [marked]) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes);
    } catch {
      // the next one
    }
  }
  return undefined;
}

function parseRecords(text: string, file: string): string[][] {
  try {
    return parse(text, {
      bom: true,
      delimiter: detectDelimiter(text),
      relax_column_count: true,
      relax_quotes: true,
      record_delimiter: ['\r\n', '\n', '\r'],
    });
  } catch (error) {
    // counted by the reader up to the record that it could not end
    if (error instanceof CsvError)
      throw new TableError('quotes', { file, row: Number(error['records'] ?? 0) + 1 });
    throw error;
  }
}
