import { inOneLine } from '../../written-text.ts';
import { type DataTable, unknownColumn } from './data-table.ts';
import { TableError } from './table-error.ts';
import { TextTable, type TextTableOptions } from './text-table.ts';

export interface TableReaderOptions extends TextTableOptions {
  /** The name that messages use. */
  readonly file: string;
  /** Columns that somebody speaks of without using them. */
  readonly named?: readonly string[];
}

/** Makes a table of the rows of a file, the first of which has the headings. */
export class TableReader {
  readonly #options: TableReaderOptions;
  #table: TextTable | undefined;
  #headings = 0;
  #rows = 0;

  constructor(options: TableReaderOptions) {
    this.#options = options;
  }

  /**
   * @param line the row's number in its file, the first being 1
   * @throws TableError heading_twice, ragged; EvidenceError unknown_column
   */
  add(cells: readonly string[], line: number): void {
    if (this.#table === undefined) {
      const names = headingsOf(cells);
      this.#requireHeadings(names);
      this.#headings = names.length;
      this.#table = new TextTable(names, this.#options);
      return;
    }
    const { file } = this.#options;
    const headings = this.#headings;
    if (cells.length < headings || cells.slice(headings).some((cell) => cell.trim() !== ''))
      throw new TableError('ragged', { file, row: line, cells: cells.length, headings });
    this.#table.add(cells, line);
    this.#rows += 1;
  }

  /** Columns of whose labels the spelling was not kept: where there are any, the rows are read again with these named. */
  get labelled(): ReadonlySet<string> {
    return this.#table?.labelled ?? new Set();
  }

  /** @throws TableError without_rows; EvidenceError whatever TextTable refuses */
  finish(): DataTable {
    if (this.#table === undefined || this.#rows === 0)
      throw new TableError('without_rows', { file: this.#options.file });
    return this.#table.finish();
  }

  /** Columns that nobody speaks of may be called as they like. */
  #requireHeadings(names: readonly string[]): void {
    const { uses, named = [], file } = this.#options;
    for (const column of [...uses.keys(), ...named]) {
      const first = names.indexOf(column);
      if (first < 0) throw unknownColumn(column, names);
      if (names.includes(column, first + 1)) throw new TableError('heading_twice', { file, column });
    }
  }
}

/** The names of the columns, as whoever asks for one must write it. */
export function headingsOf(cells: readonly string[]): string[] {
  return cells.map((name) => inOneLine(name).trim());
}

export function hasContent(cells: readonly string[]): boolean {
  return cells.some((cell) => cell.trim() !== '');
}

/** `sep=;` in the first line is for spreadsheet programs. */
export function isSeparatorLine([first = '', ...others]: readonly string[]): boolean {
  return /^sep=.?$/i.test(first) && !hasContent(others);
}
