import type { EvidenceErrorCode } from '../domain/evidence/numbers/evidence-error.ts';
import type { Words } from './language.ts';

export const EVIDENCE_ERRORS: Readonly<Record<EvidenceErrorCode, Words>> = {
  argument_out_of_range: {
    en: '{name} cannot be {value}.',
    zh: '{name} 的取值 {value} 不合理。',
  },
  collinear_term: {
    en: 'The term {term} repeats what earlier terms already say; remove it.',
    zh: '项 {term} 与前面的项完全共线，请去掉它。',
  },
  constant_column: {
    en: 'The column {column} has the same value in every row.',
    zh: '列 {column} 的所有取值都相同。',
  },
  constant_term: {
    en: 'The term {term} has the same value in every row that is used.',
    zh: '项 {term} 在所用的各行中取值都相同。',
  },
  degrees_of_freedom_undefined: {
    en: 'The data are too few for the degrees of freedom of {term}.',
    zh: '数据太少，无法确定项 {term} 的自由度。',
  },
  duplicate_group: {
    en: 'The groups {group} and {same} divide the rows in the same way; keep one.',
    zh: '分组 {group} 与 {same} 的划分完全相同，请保留其一。',
  },
  group_needs_two_levels: {
    en: 'The group column {column} has {levels} levels where the analysis needs two (an analysis of covariance: at least two).',
    zh: '分组列 {column} 有 {levels} 个水平，而该分析需要两个（协方差分析至少两个）。',
  },
  kenward_roger_needs_reml: {
    en: 'Kenward-Roger degrees of freedom need the method REML.',
    zh: 'Kenward-Roger 自由度只能与 REML 方法一起使用。',
  },
  no_common_factor: {
    en: 'The items have no single common factor with some variance left to each of them.',
    zh: '这些条目没有一个共同因子能为每个条目都留下自身的方差。',
  },
  not_numeric: {
    en: 'The column {column} must hold numbers, but row {row} says "{value}".',
    zh: '列 {column} 应为数值，但第 {row} 行是“{value}”。',
  },
  not_positive: {
    en: 'The column {column} must be positive; row {row} is not.',
    zh: '列 {column} 必须为正数，第 {row} 行不是。',
  },
  not_zero_or_one: {
    en: 'In row {row}, {column} is {value}; it must be 0 or 1.',
    zh: '第 {row} 行的 {column} 为 {value}，只能是 0 或 1。',
  },
  number_not_finite: {
    en: 'The column {column} has a number in row {row} that is infinite or beyond all measure.',
    zh: '列 {column} 第 {row} 行的数值为无穷大或大得不合理。',
  },
  one_cluster: {
    en: 'The grouping {group} has a single group in the rows that are used; its variance cannot be estimated.',
    zh: '分组 {group} 在所用的各行中只有一个组，无法估计组间方差。',
  },
  one_row_per_group: {
    en: 'The grouping {group} has as many effects as there are rows; its variance cannot be told from the residual.',
    zh: '分组 {group} 的效应个数不少于行数，组间方差与残差无法区分。',
  },
  person_level_p_on_clusters: {
    en: 'The persons belong to {clusters} clusters; a test that ignores them is refused.',
    zh: '个体隶属于 {clusters} 个群组，不提供忽略群组的个体层面检验。',
  },
  sums_do_not_match: {
    en: 'The sums of the regions describe different columns ({name}) and cannot be pooled.',
    zh: '各地区的汇总数所含列不同（{name}），不能合并。',
  },
  too_few_items: {
    en: 'Reliability needs at least {needed} items, not {items}.',
    zh: '信度分析至少需要 {needed} 个条目，现有 {items} 个。',
  },
  too_few_rows: {
    en: 'Only {rows} complete rows are left; at least {needed} are needed.',
    zh: '完整的行只有 {rows} 行，至少需要 {needed} 行。',
  },
  too_few_studies: {
    en: 'Only {studies} studies are left; at least {needed} are needed.',
    zh: '可用的研究只有 {studies} 项，至少需要 {needed} 项。',
  },
  too_many_random_effects: {
    en: 'The smaller grouping factors together have {effects} random effects; at most {most} are possible.',
    zh: '较小的分组因素共有 {effects} 个随机效应，最多支持 {most} 个。',
  },
  treated_in_part: {
    en: 'In the period {period}, cluster {cluster} is both with and without the intervention.',
    zh: '群组 {cluster} 在时期 {period} 内既有干预又没有干预。',
  },
  treatment_withdrawn: {
    en: 'Cluster {cluster} goes back to no intervention in the period {period}: that is no stepped wedge.',
    zh: '群组 {cluster} 在时期 {period} 又回到没有干预，不是阶梯设计。',
  },
  unknown_column: {
    en: 'There is no column {column} in the data.',
    zh: '数据中没有列 {column}。',
  },
  unknown_level: {
    en: 'The column {column} has no level "{level}" in the rows that are used.',
    zh: '列 {column} 在所用的各行中没有“{level}”这一水平。',
  },
  value_outside_scale: {
    en: 'The item {column} has the answer {value}, which is outside the scale.',
    zh: '条目 {column} 的作答 {value} 超出了量表范围。',
  },
  zero_variance: {
    en: 'Nothing varies in {column} that the analysis could test against.',
    zh: '{column} 没有可供检验的变异。',
  },
};
