import type { Parameters } from './language.ts';

export type AnalysisFileErrorCode =
  | 'data_malformed'
  | 'data_unreadable'
  | 'spec_invalid'
  | 'spec_kind_unknown'
  | 'spec_not_json'
  | 'spec_unreadable';

/** The files of an analysis cannot be read as what they should be. */
export class AnalysisFileError extends Error {
  override readonly name = 'AnalysisFileError';
  readonly code: AnalysisFileErrorCode;
  readonly parameters: Parameters;

  constructor(code: AnalysisFileErrorCode, parameters: Parameters) {
    super(`${code} ${JSON.stringify(parameters)}`);
    this.code = code;
    this.parameters = parameters;
  }
}
