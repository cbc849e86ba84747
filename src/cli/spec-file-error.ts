import type { Parameters } from './language.ts';

export type SpecFileErrorCode =
  | 'data_malformed'
  | 'data_unreadable'
  | 'spec_invalid'
  | 'spec_kind_unknown'
  | 'spec_not_json'
  | 'spec_unreadable';

/** A file that a command works from cannot be read as what it should be. */
export class SpecFileError extends Error {
  override readonly name = 'SpecFileError';
  readonly code: SpecFileErrorCode;
  readonly parameters: Parameters;

  constructor(code: SpecFileErrorCode, parameters: Parameters) {
    super(`${code} ${JSON.stringify(parameters)}`);
    this.code = code;
    this.parameters = parameters;
  }
}
