import type { EvidenceErrorCode } from './numbers/evidence-error.ts';

/** What a reader of a result must know beside its numbers; the words for people live in the message tables of each runtime. */
export type Note =
  /** Standard errors are somewhat too small with so few groups, unless Kenward and Roger's correction is asked for. */
  | { readonly code: 'few_groups'; readonly group: string; readonly groups: number; readonly df: string }
  /** A combination of levels has no row, so this term has nothing to be estimated from and is left out. */
  | { readonly code: 'empty_cell'; readonly term: string }
  /** All rows of one level have the same value. */
  | { readonly code: 'no_spread'; readonly column: string; readonly level: string }
  /** Rows that lack a value which the analysis needs have no part in it. */
  | { readonly code: 'rows_left_out'; readonly rows: number; readonly of: number }
  /** A level of a single row: a slip of the pen, more often than a group. */
  | { readonly code: 'rare_level'; readonly column: string; readonly level: string }
  /** A variance between groups is estimated as zero: it has no interval, nor has the ICC. */
  | { readonly code: 'no_group_variance'; readonly group: string; readonly term: string }
  /** Studies more alike than chance allows: tau2 and I2 have no interval. */
  | { readonly code: 'alike_studies' }
  /** Scores that are all the same: standardised changes that need their spread do not exist. */
  | { readonly code: 'constant_scores'; readonly column: string }
  | {
      readonly code: 'no_omega';
      readonly reason: EvidenceErrorCode;
      readonly parameters: Readonly<Record<string, string | number>>;
    };
