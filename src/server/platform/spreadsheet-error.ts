/** Why an uploaded file cannot be read as a table; the words for people are in `domain/roster/messages.ts`. */
export type SpreadsheetErrorCode =
  | 'file_empty'
  | 'file_too_large'
  | 'file_too_many_rows'
  | 'file_too_many_columns'
  | 'file_old_excel'
  | 'file_not_spreadsheet'
  | 'file_encoding'
  | 'file_quotes';

/** The only error that `readSpreadsheet` throws. Carries nothing of the file's content. */
export class SpreadsheetError extends Error {
  readonly code: SpreadsheetErrorCode;

  constructor(code: SpreadsheetErrorCode) {
    super(code);
    this.name = 'SpreadsheetError';
    this.code = code;
  }
}
