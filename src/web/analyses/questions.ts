import type { Analysis } from '../../domain/evidence/analysis.ts';

/** What the page can be asked; the command knows more kinds. */
export const questions = ['compare', 'paired', 'ancova', 'mixed', 'reliability'] as const;
export type Question = (typeof questions)[number];

/** What stands in the fields, of all questions; which of them a question needs, its fields show. */
export interface QuestionValues {
  readonly question: Question;
  readonly outcome?: string;
  readonly group?: string;
  readonly before?: string;
  readonly after?: string;
  readonly covariates?: readonly string[];
  readonly terms?: readonly string[];
  readonly groups?: readonly string[];
  readonly items?: readonly string[];
  readonly missing?: readonly string[];
  readonly factors?: readonly string[];
}

/** The analysis that answers the question. The fields that it needs are filled in: the form has seen to that. */
export function analysisOf(values: QuestionValues): Analysis {
  const {
    question,
    outcome = '',
    group = '',
    before = '',
    after = '',
    covariates = [],
    terms = [],
    groups = [],
    items = [],
  } = values;
  switch (question) {
    case 'compare':
      return { kind: 'compare', outcome, group };
    case 'paired':
      return { kind: 'paired', before, after };
    case 'ancova':
      return { kind: 'ancova', outcome, covariates, group };
    case 'mixed':
      // exact with few groups too, and hardly slower with many
      return {
        kind: 'mixed',
        outcome,
        terms,
        random: groups.map((name) => ({ group: name })),
        df: 'kenward-roger',
      };
    case 'reliability':
      return { kind: 'reliability', items };
  }
}

/** The specification by which `nuantu analyse` computes the same. */
export function specificationOf(file: string, analysis: Analysis, values: QuestionValues): string {
  const { missing = [], factors = [] } = values;
  const columns = Object.fromEntries(factors.map((name) => [name, 'factor']));
  return JSON.stringify(
    {
      ...analysis,
      data: file,
      ...(missing.length === 0 ? {} : { missing }),
      ...(factors.length === 0 ? {} : { columns }),
    },
    undefined,
    2,
  );
}
