import { readFile } from 'node:fs/promises';
import type { Static, TSchema } from 'typebox';
import { Value } from 'typebox/value';

import { decodeText } from '../server/platform/files/delimited-text.ts';
import { SpreadsheetError } from '../server/platform/files/spreadsheet-error.ts';
import { SpecFileError, type SpecFileErrorCode } from './spec-file-error.ts';
import { specProblem } from './spec-problem.ts';

/** The text of a file, whose columns may have Chinese names in whatever encoding. @throws SpecFileError with this code */
export async function readText(file: string, code: SpecFileErrorCode): Promise<string> {
  try {
    return decodeText(await readFile(file));
  } catch (error) {
    if (error instanceof SpreadsheetError) throw new SpecFileError(code, { file }, { cause: error });
    throw unreadable(error, file, code);
  }
}

/** What stands in the way of reading a file, by the system's own code for it. */
export function unreadable(error: unknown, file: string, code: SpecFileErrorCode): SpecFileError {
  const reason = error instanceof Error && 'code' in error ? String(error.code) : String(error);
  return new SpecFileError(code, { file, reason });
}

/**
 * Reads a specification: JSON with a `kind`, and the keys that its kind has.
 *
 * @throws SpecFileError spec_not_json, spec_kind_unknown, and what specProblem finds
 */
export function readSpec<Kinds extends Readonly<Record<string, TSchema>>>(
  text: string,
  kinds: Kinds,
): Static<Kinds[keyof Kinds]> {
  const spec = parseJson(text);
  const kind = typeof spec === 'object' && spec !== null && 'kind' in spec ? spec.kind : undefined;
  const schema = typeof kind === 'string' && Object.hasOwn(kinds, kind) ? kinds[kind] : undefined;
  if (schema === undefined) {
    throw new SpecFileError('spec_kind_unknown', {
      kind: kind === undefined ? '(none)' : JSON.stringify(kind),
      kinds: Object.keys(kinds).join(', '),
    });
  }
  return requireShape(schema, spec) as Static<Kinds[keyof Kinds]>;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    // a text that ends too early has no place of its own: its last line it is
    const line = /line (\d+)/.exec(reason)?.[1] ?? text.split('\n').length;
    throw new SpecFileError('spec_not_json', { reason, line });
  }
}

function requireShape(schema: TSchema, spec: unknown): unknown {
  if (Value.Check(schema, spec)) return spec;
  throw specProblem(schema, spec);
}
