import type { Language } from '../../../contract/language.ts';
import { type ErrorCode, errorCatalogue } from '../../../contract/errors.ts';
import { spokenLanguage, type Texts } from '../../../domain/language.ts';
import type { AuditEntry } from '../audit/audit.ts';
import { violatedConstraint } from '../database/database.ts';

export interface FieldError {
  /** JSON pointer into the body, or the parameter's name */
  readonly path: string;
  readonly message: string;
}

/** What an error's sentence is filled with; words in every language, of which the caller reads one. */
type Parameter = string | number | Texts;

/** What a caller is told: a code of the catalogue, never a status, a stack or personal data. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly parameters: Readonly<Record<string, Parameter>>;
  readonly fields: readonly { path: string; code: ErrorCode; parameters?: Record<string, Parameter> }[];
  readonly extra: Readonly<Record<string, unknown>>;
  readonly reading: AuditEntry | undefined;

  constructor(
    code: ErrorCode,
    options: {
      parameters?: AppError['parameters'];
      fields?: AppError['fields'];
      /** members added to the problem document, such as the row that is there now */
      extra?: AppError['extra'];
      /** that `extra` tells of somebody: written down before the answer leaves, as any reading of them is */
      reading?: AppError['reading'];
    } = {},
  ) {
    super(code);
    this.name = 'AppError';
    this.code = code;
    this.parameters = options.parameters ?? {};
    this.fields = options.fields ?? [];
    this.extra = options.extra ?? {};
    this.reading = options.reading;
  }
}

export interface Problem {
  type: string;
  title: string;
  status: number;
  code: ErrorCode;
  detail?: string;
  errors?: FieldError[];
  requestId: string;
}

/** RFC 9457 document in the caller's language. */
export function problemOf(error: AppError, language: Language, requestId: string): Problem {
  const { status } = errorCatalogue[error.code];
  const errors = error.fields.map(({ path, code, parameters }) => ({
    path,
    message: errorText(code, language, parameters ?? {}),
  }));
  return {
    ...error.extra,
    type: `https://nuantu.invalid/errors/${error.code}`,
    title: errorText(error.code, language, error.parameters),
    status,
    code: error.code,
    ...(errors.length > 0 ? { detail: errors.map(({ message }) => message).join(' '), errors } : {}),
    requestId,
  };
}

export function errorText(
  code: ErrorCode,
  language: Language,
  parameters: Readonly<Record<string, Parameter>>,
): string {
  const spoken = spokenLanguage(language);
  return errorCatalogue[code][spoken].replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const value = parameters[name] ?? '';
    return typeof value === 'object' ? value[spoken] : String(value);
  });
}

/** For `.catch`: a refused constraint becomes the error it stands for; anything else goes on. */
export function refuseConstraints(codes: Readonly<Record<string, ErrorCode>>) {
  return (error: unknown): never => {
    const code = codes[violatedConstraint(error) ?? ''];
    throw code === undefined ? error : new AppError(code);
  };
}
