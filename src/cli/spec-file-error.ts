import type { Parameters } from './language.ts';

export type SpecFileErrorCode =
  | 'data_no_table'
  | 'data_several_sheets'
  | 'data_too_large'
  | 'data_unreadable'
  | 'spec_empty'
  | 'spec_key_missing'
  | 'spec_key_unknown'
  | 'spec_kind_unknown'
  | 'spec_not_allowed'
  | 'spec_not_json'
  | 'spec_unreadable'
  | 'spec_wrong_length';

/** A file that a command works from cannot be read as what it should be. */
export class SpecFileError extends Error {
  override readonly name = 'SpecFileError';
  readonly code: SpecFileErrorCode;
  readonly parameters: Parameters;

  constructor(code: SpecFileErrorCode, parameters: Parameters, options?: ErrorOptions) {
    super(`${code} ${JSON.stringify(parameters)}`, options);
    this.code = code;
    this.parameters = parameters;
  }
}
