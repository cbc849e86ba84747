/** What keeps a problem of allocation from being one; `place` names the member as a JSON path, such as `weight[2][5]`. */
export type AllocationErrorCode =
  | 'ballot_repeated'
  | 'ballot_unknown_project'
  | 'no_agents'
  | 'no_tasks'
  | 'not_a_number'
  | 'project_repeated'
  | 'shape_mismatch'
  | 'too_large'
  | 'too_small';

/** A problem that cannot be solved because it is not well formed. */
export class AllocationError extends Error {
  override readonly name = 'AllocationError';
  readonly code: AllocationErrorCode;
  readonly parameters: Readonly<Record<string, string | number>>;

  constructor(code: AllocationErrorCode, parameters: Readonly<Record<string, string | number>>) {
    super(`${code} ${JSON.stringify(parameters)}`);
    this.code = code;
    this.parameters = parameters;
  }
}
