import type { Analysis } from '../../domain/evidence/analysis.ts';
import { analyseTable } from '../../domain/evidence/analyse-table.ts';
import { declaredUses } from '../../domain/evidence/column-uses.ts';
import { EvidenceError } from '../../domain/evidence/numbers/evidence-error.ts';
import { TableError } from '../../domain/evidence/tables/table-error.ts';
import { headingsOf, TableReader } from '../../domain/evidence/tables/table-reader.ts';
import type { Answer, Declared, Refusal, Task } from './analysis-task.ts';
import { FileRefused, type FileRow, rowsOf } from './table-file.ts';

/** Reads and computes beside the page, which stays usable; the data leave neither. */
const scope = globalThis as unknown as Worker;

let rows: readonly FileRow[] = [];
let file = '';

scope.addEventListener('message', ({ data }: MessageEvent<Task>) => {
  try {
    tell(data.do === 'open' ? open(data) : { result: run(data.analysis, data.declared) });
  } catch (error) {
    const refusal = refusalOf(error);
    // a fault of ours ends the thread, and the page says so
    if (refusal === undefined) throw error;
    tell({ refusal });
  }
});

function tell(answer: Answer): void {
  scope.postMessage(answer, []);
}

function open(task: Task & { do: 'open' }): Answer {
  rows = rowsOf(task.bytes, task.file);
  ({ file } = task);
  return { columns: headingsOf(rows[0]?.cells ?? []), rows: rows.length - 1 };
}

function run(analysis: Analysis, { missing, factors }: Declared) {
  const options = {
    file,
    uses: declaredUses(analysis, Object.fromEntries(factors.map((name) => [name, 'factor' as const]))),
    missing: new Set(missing.map((text) => text.trim())),
    named: factors,
  };
  const reader = readAll(new TableReader(options));
  const { labelled } = reader;
  const table = labelled.size === 0 ? reader : readAll(new TableReader({ ...options, labelled }));
  return analyseTable(table.finish(), analysis);
}

function readAll(reader: TableReader): TableReader {
  for (const { cells, line } of rows) reader.add(cells, line);
  return reader;
}

function refusalOf(error: unknown): Refusal | undefined {
  if (error instanceof FileRefused) return { of: 'file', code: error.code };
  if (error instanceof TableError) return { of: 'table', code: error.code, parameters: error.parameters };
  if (error instanceof EvidenceError)
    return { of: 'analysis', code: error.code, parameters: error.parameters };
  return undefined;
}
