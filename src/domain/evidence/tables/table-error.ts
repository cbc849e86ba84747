/** Why rows of text are no table; the words for people stand in messages.ts. */
export type TableErrorCode = 'heading_twice' | 'quotes' | 'ragged' | 'without_rows';

/** A file of data cannot be read as a table. */
export class TableError extends Error {
  override readonly name = 'TableError';
  readonly code: TableErrorCode;
  readonly parameters: Readonly<Record<string, string | number>>;

  constructor(code: TableErrorCode, parameters: Readonly<Record<string, string | number>>) {
    super(`${code} ${JSON.stringify(parameters)}`);
    this.code = code;
    this.parameters = parameters;
  }
}
