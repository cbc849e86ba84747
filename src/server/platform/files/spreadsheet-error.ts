import type { RosterFileCode } from '../../../domain/roster/messages.ts';

/** Why an uploaded file cannot be read as a table; the words for people stand beside the codes. */
export type SpreadsheetErrorCode = Extract<RosterFileCode, `file_${string}`>;

/** The only error that `readSpreadsheet` throws. Carries nothing of the file's content. */
export class SpreadsheetError extends Error {
  readonly code: SpreadsheetErrorCode;

  constructor(code: SpreadsheetErrorCode) {
    super(code);
    this.name = 'SpreadsheetError';
    this.code = code;
  }
}
