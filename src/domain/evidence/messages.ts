import type { Texts } from '../language.ts';
import type { Note } from './note.ts';
import type { EvidenceErrorCode } from './numbers/evidence-error.ts';
import type { TableErrorCode } from './tables/table-error.ts';

export const EVIDENCE_ERRORS: Readonly<Record<EvidenceErrorCode, Texts>> = {
  argument_out_of_range: {
    en: 'In the specification "{name}" cannot be {value}.',
    zh: '说明文件中的“{name}”不能是 {value}。',
  },
  bad_cell: {
    en: 'The column {column} must hold numbers, but row {row} says "{value}" (cells of this column that are no plain number: {count}). Correct the cell, or say in the specification what it means: "missing": ["{value}"] if there is no answer, "columns": {"{column}": "factor"} if the column holds labels.',
    zh: '列 {column} 应为数值，但第 {row} 行是“{value}”（该列不是普通数字的单元格共 {count} 个）。请改正该单元格，或在说明文件中写明含义：没有作答写 "missing": ["{value}"]，该列是类别写 "columns": {"{column}": "factor"}。',
  },
  bad_number: {
    en: 'The column {column} must hold numbers, but row {row} says "{value}" (cells of this column that are no plain number: {count}). Correct the cell; if it stands for no answer, say so in the specification: "missing": ["{value}"].',
    zh: '列 {column} 应为数值，但第 {row} 行是“{value}”（该列不是普通数字的单元格共 {count} 个）。请改正该单元格；如果它表示没有作答，请在说明文件中写明："missing": ["{value}"]。',
  },
  cell_in_error: {
    en: 'In row {row} the column {column} holds the error {value} of a formula. Correct the cell, or declare it as missing: "missing": ["{value}"].',
    zh: '第 {row} 行的列 {column} 是公式错误 {value}。请改正该单元格，或声明为缺失："missing": ["{value}"]。',
  },
  collinear_term: {
    en: 'The term {term} repeats what earlier terms already say (it is a combination of them in the rows that are used); remove one of them.',
    zh: '项 {term} 与前面的项完全共线（在所用的各行中可由它们组合得出），请去掉其中一项。',
  },
  confounded_with_group: {
    en: 'The term {term} cannot be told from the differences between the groups of {group}: it is the same within each of them, and {groups} groups are too few to judge it by. More groups for each level are needed; without them only a description is honest.',
    zh: '项 {term} 与 {group} 各组之间的差异无法区分：它在每个组内都相同，而组只有 {groups} 个，不足以判断。每个水平需要更多的组，否则只能作描述。',
  },
  constant_item: {
    en: 'The item {item} has the same answer ({value}) in all {rows} complete rows, so it cannot agree with the others; take it out of "items", or look whether its column is the right one.',
    zh: '条目 {item} 在全部 {rows} 行完整作答中都是同一个值（{value}），无法与其他条目比较；请从 "items" 中去掉它，或核对是否选对了列。',
  },
  constant_term: {
    en: 'The term {term} has the same value in every row that is used, so it has no effect that could be estimated; remove it, or look whether rows are missing.',
    zh: '项 {term} 在所用的各行中取值都相同，无法估计其效应；请去掉它，或核对是否缺了数据行。',
  },
  declared_factor: {
    en: 'The column {column} is declared a factor, but this analysis needs its numbers.',
    zh: '列 {column} 被声明为类别（factor），但该分析需要它的数值。',
  },
  degrees_of_freedom_undefined: {
    en: '{term} rests on so few groups or rows that its degrees of freedom cannot be found, and so no test or interval.',
    zh: '{term} 所依据的组或行太少，无法确定自由度，因而没有检验和区间。',
  },
  duplicate_group: {
    en: 'The groups {group} and {same} divide the rows in the same way; keep one.',
    zh: '分组 {group} 与 {same} 的划分完全相同，请保留其一。',
  },
  empty_column: {
    en: 'The column {column} has no value in any row.',
    zh: '列 {column} 在所有行中都为空。',
  },
  group_among_covariates: {
    en: 'The group {group} also stands among the covariates. For an effect that differs by a covariate use the kind "robust" or "mixed" with the terms of both and their interaction.',
    zh: '分组列 {group} 不能同时作为协变量。若要检验效应是否随协变量变化，请用 "robust" 或 "mixed"，写上两个主效应项和它们的交互项。',
  },
  group_needs_two_levels: {
    en: 'The group column {column} has {levels} levels in the rows that are used ({names}); this analysis compares {needed}.',
    zh: '分组列 {column} 在所用的各行中有 {levels} 个水平（{names}），而该分析比较 {needed} 个。',
  },
  interaction_alone: {
    en: 'The interaction {term} stands without {lacking}: the slope in the reference group would silently be taken as zero. Add "{lacking}" to the terms.',
    zh: '交互项 {term} 缺少 {lacking}：参照组的斜率会被当作零。请把 "{lacking}" 加入项（terms 等）中。',
  },
  item_twice: {
    en: 'The column {item} is named twice; each column counts once.',
    zh: '列 {item} 写了两次，每列只能计一次。',
  },
  kenward_roger_needs_reml: {
    en: 'Kenward-Roger degrees of freedom need the method REML.',
    zh: 'Kenward-Roger 自由度只能与 REML 方法一起使用。',
  },
  no_common_factor: {
    en: 'The items have no single common factor that leaves each of them some variance of its own.',
    zh: '这些条目没有一个共同因子能为每个条目都留下自身的方差。',
  },
  no_complete_row: {
    en: 'No row has a value in every column of the analysis. Rows that lack one: {gaps}.',
    zh: '没有一行在分析所用的各列中都有值。缺值的行数：{gaps}。',
  },
  not_numeric: {
    en: 'The column {column} must hold numbers, but row {row} says "{value}".',
    zh: '列 {column} 应为数值，但第 {row} 行是“{value}”。',
  },
  not_positive: {
    en: 'The column {column} must be positive; in row {row} it is zero or less.',
    zh: '列 {column} 必须为正数，第 {row} 行为零或负数。',
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
  predict_empty_cell: {
    en: 'Row {row} of "predict" asks for the combination {term}, of which the data have no row.',
    zh: '“predict”第 {row} 行要求的组合 {term} 在数据中没有任何行。',
  },
  predict_incomplete: {
    en: 'Row {row} of "predict" names no {column}, which the terms of the model need.',
    zh: '“predict”第 {row} 行没有给出 {column}，而模型的项需要它。',
  },
  predict_not_numeric: {
    en: 'In row {row} of "predict", {column} is "{value}", but the model has it as a number; write it without quotation marks.',
    zh: '“predict”第 {row} 行的 {column} 是“{value}”，而它在模型中是数值；请写成不带引号的数字。',
  },
  predict_unknown: {
    en: 'Row {row} of "predict" names {column}, which is no column of this model; its columns are {columns}.',
    zh: '“predict”第 {row} 行的 {column} 不是该模型的列；模型的列有 {columns}。',
  },
  reference_of_number: {
    en: 'The reference names the level "{level}" of {column}, but this column holds numbers and has no levels. If they are codes of groups, declare it: "columns": {"{column}": "factor"}.',
    zh: 'reference 指定了 {column} 的水平“{level}”，但该列是数值，没有水平。如果这些数字是类别代码，请声明："columns": {"{column}": "factor"}。',
  },
  reference_unused: {
    en: 'The reference names the column {column}, whose levels this analysis does not compare; remove it.',
    zh: 'reference 中的列 {column} 在该分析中不比较水平，请去掉。',
  },
  reverse_needs_scale: {
    en: 'Items can be reversed ({items}) only when the lowest and highest possible answer are known: add for example "scale": [1, 5].',
    zh: '要反向计分（{items}），须知道作答的最低分和最高分：请加上例如 "scale": [1, 5]。',
  },
  reverse_no_item: {
    en: '"reverse" names {item}, which is not among the items.',
    zh: '“reverse”中的 {item} 不在条目（items）之中。',
  },
  rounded_label: {
    en: 'Row {row} of the column {column} says {value}: the number was rounded before it came here (a spreadsheet program keeps 15 digits), so different ones may have become one. Format the column as text, enter the numbers again and save the file anew; in JSON write them in quotation marks.',
    zh: '列 {column} 第 {row} 行是 {value}：该号码在此之前已被取整（表格软件只保留 15 位），不同的号码可能变成了同一个。请把该列设为“文本”，重新填写后另存；在 JSON 中请加引号。',
  },
  scale_upside_down: {
    en: 'In "scale": [{low}, {high}] the first number must be the lowest possible answer and the second the highest.',
    zh: '“scale”: [{low}, {high}] 中第一个数应为最低分，第二个数应为最高分。',
  },
  sums_do_not_match: {
    en: 'The sums of the regions describe different columns ({name}) and cannot be pooled.',
    zh: '各地区的汇总数所含列不同（{name}），不能合并。',
  },
  too_few_in_group: {
    en: 'The group {column} = {level} has {rows} complete rows; at least {needed} are needed in each group.',
    zh: '分组 {column} = {level} 只有 {rows} 行完整数据，每组至少需要 {needed} 行。',
  },
  too_few_items: {
    en: 'At least {needed} columns are needed, not {items}.',
    zh: '至少需要 {needed} 列，现有 {items} 列。',
  },
  too_few_rows: {
    en: 'Only {rows} complete rows are left (rows with a value in every column of the analysis); at least {needed} are needed for what was asked.',
    zh: '完整的行（分析所用各列都有值）只有 {rows} 行，所要求的分析至少需要 {needed} 行。',
  },
  too_few_studies: {
    en: 'Only {studies} studies with all values are left; at least {needed} are needed.',
    zh: '数据完整的研究只有 {studies} 项，至少需要 {needed} 项。',
  },
  too_many_random_effects: {
    en: 'The grouping factors cross each other so widely that {effects} random effects would have to be solved together; at most {most} are possible. Groups that are nested in each other do not count.',
    zh: '分组因素交叉过广，须一并求解的随机效应有 {effects} 个，最多支持 {most} 个；互相嵌套的分组不计在内。',
  },
  treated_in_part: {
    en: 'In the period {period}, cluster {cluster} is both with and without the intervention.',
    zh: '群组 {cluster} 在时期 {period} 内既有干预又没有干预。',
  },
  treatment_withdrawn: {
    en: 'Cluster {cluster} goes back to no intervention in the period {period}: that is no stepped wedge.',
    zh: '群组 {cluster} 在时期 {period} 又回到没有干预，不是阶梯设计。',
  },
  unclear_label: {
    en: 'In row {row} the column {column} says "{value}". Is that a group or a missing answer? Say so in the specification: "missing": ["{value}"], or "columns": {"{column}": "factor"}.',
    zh: '第 {row} 行的列 {column} 是“{value}”。这是一个类别还是缺失？请在说明文件中写明："missing": ["{value}"]，或 "columns": {"{column}": "factor"}。',
  },
  unknown_column: {
    en: 'There is no column {column} in the data; its columns are {columns}.',
    zh: '数据中没有列 {column}；现有的列：{columns}。',
  },
  unknown_level: {
    en: 'The column {column} has no level "{level}" in the rows that are used; its levels are {levels}.',
    zh: '列 {column} 在所用的各行中没有“{level}”这一水平；现有的水平：{levels}。',
  },
  value_outside_scale: {
    en: 'In row {row} the item {column} has the answer {value}, which is outside the scale from {low} to {high}.',
    zh: '第 {row} 行条目 {column} 的作答 {value} 超出了量表范围（{low} 至 {high}）。',
  },
  zero_variance: {
    en: 'Nothing is left to vary in {column} once the analysis has explained it, so there is no error to test against.',
    zh: '{column} 在分析所解释的部分之外没有变异，无法估计误差，也就无法检验。',
  },
};

/** What stands beside a result, by the code of its note. */
const NOTES: Readonly<Record<Note['code'], Texts>> = {
  alike_studies: {
    en: 'The studies are more alike than chance lets one expect, so τ² and I² have no interval.',
    zh: '各研究之间比随机误差所预期的还要相似，τ² 和 I² 没有区间。',
  },
  constant_scores: {
    en: 'All values of {column} are the same, so effect sizes that need its spread are null.',
    zh: '{column} 的取值全部相同，需要其变异的效应量为 null。',
  },
  empty_cell: {
    en: 'No row has this combination of levels, so {term} cannot be estimated and was left out.',
    zh: '没有任何行属于这一水平组合，{term} 无法估计，已从模型中去掉。',
  },
  few_groups: {
    en: '{group} has {groups} groups: with 40 or fewer, standard errors by "df": "{df}" are somewhat too small. "df": "kenward-roger" (with the method REML) corrects them, as study pages do.',
    zh: '{group} 只有 {groups} 个组：40 个及以下时，"df": "{df}" 的标准误略偏小。可用 "df": "kenward-roger"（方法 REML）校正，研究页面即如此。',
  },
  no_group_variance: {
    en: 'The variance of {term} between the groups of {group} is estimated as zero: beyond the residual the groups do not differ in it, and there is no interval.',
    zh: '{group} 各组之间 {term} 的方差估计为零：除残差外看不出组间差异，因而没有区间。',
  },
  no_omega: {
    en: 'There is no omega: {reason}',
    zh: '无法给出 omega：{reason}',
  },
  rows_left_out: {
    en: '{rows} of {of} rows lack a value in a column of the analysis and were left out.',
    zh: '{of} 行中有 {rows} 行在分析所用的列中缺值，未纳入分析。',
  },
  rare_level: {
    en: 'One row alone says {column} = {level}: look whether it is a mistake in writing.',
    zh: '只有一行的 {column} 是 {level}：请核对是否写错。',
  },
  no_spread: {
    en: 'All rows with {column} = {level} have the same value (SD 0): its spread was not seen, so tests and effect sizes rest on the other groups.',
    zh: '{column} = {level} 的所有行取值相同（标准差为 0）：看不到该组的变异，检验和效应量只依据其他组。',
  },
};

/** Why a file of data is no table that can be analysed. */
export const TABLE_ERRORS: Readonly<Record<TableErrorCode, Texts>> = {
  heading_twice: {
    en: 'In the data file {file} two columns are named {column}; rename one of them.',
    zh: '数据文件 {file} 中有两列都叫 {column}，请给其中一列改名。',
  },
  ragged: {
    en: 'The data file {file} cannot be read as CSV: row {row} has {cells} cells, the header has {headings}. A cell that contains the separator must stand in quotation marks.',
    zh: '数据文件 {file} 无法按 CSV 读取：第 {row} 行有 {cells} 个单元格，表头有 {headings} 个。内容含分隔符的单元格要加引号。',
  },
  without_rows: {
    en: 'The data file {file} has a header and no row below it.',
    zh: '数据文件 {file} 只有表头，下面没有数据。',
  },
  quotes: {
    en: 'The data file {file} cannot be read as CSV: in row {row} or a later one a quotation mark is not closed, or stands inside a cell without being doubled.',
    zh: '数据文件 {file} 无法按 CSV 读取：第 {row} 行（或其后）的引号没有成对，或单元格内的引号没有写成两个。',
  },
};

type Say = (texts: Texts, parameters: Readonly<Record<string, string | number>>) => string;

/** A note's sentence. @param say puts the parameters into a text of the reader's language */
export function explainNote(note: Note, say: Say): string {
  if (note.code !== 'no_omega') return say(NOTES[note.code], note);
  return say(NOTES.no_omega, { reason: say(EVIDENCE_ERRORS[note.reason], note.parameters) });
}
