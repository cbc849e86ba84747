/** Why an analysis was refused; the words for people live in the message tables of each runtime. */
export type EvidenceErrorCode =
  | 'argument_out_of_range'
  | 'bad_cell'
  | 'bad_number'
  | 'cell_in_error'
  | 'collinear_term'
  | 'confounded_with_group'
  | 'constant_item'
  | 'constant_term'
  | 'declared_factor'
  | 'degrees_of_freedom_undefined'
  | 'duplicate_group'
  | 'empty_column'
  | 'group_among_covariates'
  | 'group_needs_two_levels'
  | 'interaction_alone'
  | 'item_twice'
  | 'kenward_roger_needs_reml'
  | 'no_common_factor'
  | 'no_complete_row'
  | 'not_numeric'
  | 'not_positive'
  | 'not_zero_or_one'
  | 'number_not_finite'
  | 'one_cluster'
  | 'one_row_per_group'
  | 'person_level_p_on_clusters'
  | 'predict_empty_cell'
  | 'predict_incomplete'
  | 'predict_not_numeric'
  | 'predict_unknown'
  | 'reference_of_number'
  | 'reference_unused'
  | 'reverse_needs_scale'
  | 'reverse_no_item'
  | 'rounded_label'
  | 'scale_upside_down'
  | 'sums_do_not_match'
  | 'too_few_in_group'
  | 'too_few_items'
  | 'too_few_rows'
  | 'too_few_studies'
  | 'too_many_random_effects'
  | 'treated_in_part'
  | 'treatment_withdrawn'
  | 'unclear_label'
  | 'unknown_column'
  | 'unknown_level'
  | 'value_outside_scale'
  | 'zero_variance';

export type EvidenceErrorParameters = Readonly<Record<string, string | number>>;

/**
 * A refusal of the evidence engine: the input cannot give the answer that was asked for.
 * The code is stable, the parameters name the offending column, term or value.
 */
export class EvidenceError extends Error {
  readonly code: EvidenceErrorCode;
  readonly parameters: EvidenceErrorParameters;

  constructor(code: EvidenceErrorCode, parameters: EvidenceErrorParameters = {}) {
    super(`${code} ${JSON.stringify(parameters)}`);
    this.name = 'EvidenceError';
    this.code = code;
    this.parameters = parameters;
  }
}
