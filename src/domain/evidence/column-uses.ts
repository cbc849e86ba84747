import type { Analysis } from './analysis.ts';
import { columnsOfTerms } from './tables/model-matrix.ts';
import type { ColumnUse } from './tables/text-table.ts';

/** The columns of an analysis by what it takes from each; one column may stand in several lists. */
interface NamedColumns {
  readonly numbers: readonly string[];
  /** Divide the rows into groups that are no levels of a term. */
  readonly groups?: readonly string[];
  /** Whose levels are compared with one of them, which `reference` chooses. */
  readonly compared?: readonly string[];
  readonly terms?: readonly string[];
}

/** What an analysis takes from each of its columns, in the order in which it names them. */
export function columnUses(analysis: Analysis): ReadonlyMap<string, ColumnUse> {
  const { numbers, groups = [], compared = [], terms = [] } = columnsOf(analysis);
  const names = new Set([...numbers, ...compared, ...terms, ...groups]);
  return new Map(
    [...names].map((name) => [
      name,
      {
        isNumber: numbers.includes(name),
        isLabel: groups.includes(name) || compared.includes(name),
        isTerm: terms.includes(name),
      },
    ]),
  );
}

/** The same with what somebody says of the columns. */
export function declaredUses(
  analysis: Analysis,
  columns: Readonly<Record<string, 'factor' | 'number'>>,
): ReadonlyMap<string, ColumnUse> {
  return new Map([...columnUses(analysis)].map(([name, use]) => [name, { ...use, declared: columns[name] }]));
}

/** The columns whose levels `reference` may choose among: labels that are compared, and terms that turn out to be such. */
export function referableColumns(analysis: Analysis): {
  compared: readonly string[];
  terms: readonly string[];
} {
  const { compared = [], terms = [] } = columnsOf(analysis);
  return { compared, terms };
}

function columnsOf(analysis: Analysis): NamedColumns {
  switch (analysis.kind) {
    case 'mixed':
      return {
        numbers: [analysis.outcome, ...analysis.random.flatMap(({ slopes = [] }) => slopes)],
        terms: columnsOfTerms(analysis.terms),
        groups: columnsOfTerms(analysis.random.map(({ group }) => group)),
      };
    case 'meta':
    case 'leaveOneOut':
      return {
        numbers: [analysis.estimate, analysis.variance],
        terms: columnsOfTerms(analysis.moderators ?? []),
      };
    case 'egger':
      return { numbers: [analysis.estimate, analysis.variance] };
    case 'imputations':
      return { numbers: [analysis.estimate, analysis.se] };
    case 'compare':
    case 'anova':
      return { numbers: [analysis.outcome], compared: [analysis.group] };
    case 'ancova':
      return {
        numbers: [analysis.outcome],
        compared: [analysis.group],
        terms: columnsOfTerms(analysis.covariates),
      };
    case 'paired':
    case 'change':
      return { numbers: [analysis.before, analysis.after] };
    case 'reliability':
      return { numbers: analysis.items };
    case 'agreement':
      return { numbers: analysis.ratings };
    case 'robust':
      return {
        numbers: [analysis.outcome],
        terms: columnsOfTerms(analysis.terms),
        groups: [analysis.cluster],
      };
    case 'crosstab':
      return { numbers: [], compared: [analysis.group, analysis.outcome] };
    case 'wedge': {
      const { outcome, treated, cluster, period, person } = analysis;
      return {
        numbers: [outcome, treated],
        groups: [cluster, period, ...(person === undefined ? [] : [person])],
      };
    }
  }
}
