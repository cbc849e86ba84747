import type { Analysis } from '../../domain/evidence/analysis.ts';
import type { AnalysisResult } from '../../domain/evidence/analyse-table.ts';
import type { EvidenceErrorCode } from '../../domain/evidence/numbers/evidence-error.ts';
import type { TableErrorCode } from '../../domain/evidence/tables/table-error.ts';
import type { FileRefusal } from './table-file.ts';

/** What somebody says of the data beside the analysis: as in the specification of the command. */
export interface Declared {
  readonly missing: readonly string[];
  readonly factors: readonly string[];
}

/** What the page asks of the thread that reads and computes. */
export type Task =
  | { readonly do: 'open'; readonly bytes: Uint8Array; readonly file: string }
  | { readonly do: 'run'; readonly analysis: Analysis; readonly declared: Declared };

type Parameters = Readonly<Record<string, string | number>>;

export type Refusal =
  | { readonly of: 'file'; readonly code: FileRefusal }
  | { readonly of: 'table'; readonly code: TableErrorCode; readonly parameters: Parameters }
  | { readonly of: 'analysis'; readonly code: EvidenceErrorCode; readonly parameters: Parameters };

export type Answer =
  | { readonly columns: readonly string[]; readonly rows: number }
  | { readonly result: AnalysisResult }
  | { readonly refusal: Refusal };
