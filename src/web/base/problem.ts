import type { ErrorCode } from '../../contract/errors.ts';

export interface FieldProblem {
  /** name of the field, without the leading slash of the JSON pointer */
  readonly field: string;
  readonly message: string;
}

export type ProblemCode = ErrorCode | 'network';

/** What the server answered instead of the thing asked for, already in the reader's language. */
export class Problem extends Error {
  readonly code: ProblemCode;
  readonly title: string;
  readonly fields: readonly FieldProblem[];
  /** the row that is there now, where a version conflict was answered */
  readonly current: unknown;
  /** what is saved already under the id that was to be created */
  readonly existing: unknown;
  /** the draft that is there already, where another one cannot be begun */
  readonly draftId: string | undefined;
  /** the person on record who has the number that was to be somebody else's */
  readonly holderId: string | undefined;
  readonly requestId: string | undefined;

  constructor(document: {
    code: ProblemCode;
    title: string;
    fields?: readonly FieldProblem[];
    current?: unknown;
    existing?: unknown;
    draftId?: string | undefined;
    holderId?: string | undefined;
    requestId?: string | undefined;
  }) {
    super(document.title);
    this.name = 'Problem';
    this.code = document.code;
    this.title = document.title;
    this.fields = document.fields ?? [];
    this.current = document.current;
    this.existing = document.existing;
    this.draftId = document.draftId;
    this.holderId = document.holderId;
    this.requestId = document.requestId;
  }
}

interface ProblemDocument {
  code?: ErrorCode;
  title?: string;
  errors?: { path: string; message: string }[];
  current?: unknown;
  existing?: unknown;
  draftId?: string;
  holderId?: string;
  requestId?: string;
}

/** Reads an RFC 9457 document; a proxy's page in its place is an unavailable server. */
export async function readProblem(response: Response, unavailable: string): Promise<Problem> {
  const document = (await response.json().catch(() => ({}))) as ProblemDocument;
  return new Problem({
    code: document.code ?? 'unavailable',
    title: document.title ?? unavailable,
    fields: (document.errors ?? []).map(({ path, message }) => ({
      field: path.replace(/^\//, ''),
      message,
    })),
    current: document.current,
    existing: document.existing,
    draftId: document.draftId,
    holderId: document.holderId,
    requestId: document.requestId,
  });
}

export function isProblem(error: unknown, code: ProblemCode): error is Problem {
  return error instanceof Problem && error.code === code;
}
