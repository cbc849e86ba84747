import { addressOf } from '../../contract/address.ts';
import type { Language } from '../../contract/language.ts';
import type { AnswerOf, BodyOf, OperationShape, ParamsOf, QueryOf } from '../../contract/operation.ts';
import { unansweredErrors } from '../../contract/unanswered-errors.ts';
import { spokenLanguage } from '../../domain/language.ts';
import { Problem, readProblem } from './problem.ts';

type Part<Name extends string, Value> = [Value] extends [undefined]
  ? Readonly<Partial<Record<Name, never>>>
  : undefined extends Value
    ? Readonly<Partial<Record<Name, Value>>>
    : Readonly<Record<Name, Value>>;

/** What an operation needs to be called: exactly the parts that its contract names. */
export type CallInput<Shape extends OperationShape> = Part<'params', ParamsOf<Shape>> &
  Readonly<{ query?: QueryOf<Shape>; signal?: AbortSignal }> &
  Part<'body', BodyOf<Shape>> &
  (Shape extends { versioned: true } ? { readonly version: number } : unknown);

interface LooseInput {
  params?: Readonly<Record<string, string>>;
  query?: Readonly<Record<string, string | number | boolean | undefined>>;
  body?: unknown;
  version?: number;
  signal?: AbortSignal;
}

let language: Language = 'zh-CN';

/** The language in which the server words its errors. */
export function setCallLanguage(wanted: Language): void {
  language = wanted;
}

/**
 * Calls an operation of the contract; address, method and types come from there.
 * @throws Problem for every answer but the good one, and when there is no answer at all (`network`)
 */
export async function call<Shape extends OperationShape>(
  shape: Shape,
  input: CallInput<Shape>,
): Promise<AnswerOf<Shape>> {
  const { params, query, body, version, signal } = input as LooseInput;
  const response = await fetchAnswer(addressOf(shape.url, params, query), {
    method: shape.method,
    headers: {
      accept: 'application/json',
      ...(body === undefined
        ? {}
        : { 'content-type': isFile(body) ? 'application/octet-stream' : 'application/json' }),
      ...(version === undefined ? {} : { 'if-match': `"${version}"` }),
    },
    ...(body === undefined ? {} : { body: isFile(body) ? body : JSON.stringify(body) }),
    ...(signal === undefined ? {} : { signal }),
  });
  return (await contentOf(response)) as AnswerOf<Shape>;
}

/** Sheets to print and tables come as text, workbooks as they are. */
async function contentOf(response: Response): Promise<unknown> {
  const type = response.headers.get('content-type') ?? '';
  if (type.includes('json')) return response.json();
  return type.startsWith('text/') || type === ''
    ? response.text()
    : new Uint8Array(await response.arrayBuffer());
}

/**
 * Asks our own server, in the reader's language.
 * @throws Problem for every answer but the good one, and when there is no answer at all (`network`)
 */
export async function fetchAnswer(
  url: string,
  init: RequestInit & { readonly headers: Readonly<Record<string, string>> },
): Promise<Response> {
  const response = await fetch(url, {
    ...init,
    credentials: 'same-origin',
    headers: { ...init.headers, 'accept-language': language },
  }).catch((error: unknown) => {
    if (init.signal?.aborted === true) throw error;
    throw new Problem({ code: 'network', title: networkWords[language] });
  });
  if (response.ok) return response;
  throw await readProblem(response, unansweredErrors.unavailable[spokenLanguage(language)]);
}

function isFile(body: unknown): body is Uint8Array<ArrayBuffer> {
  return body instanceof Uint8Array;
}

const networkWords: Readonly<Record<Language, string>> = {
  'zh-CN': '连接不上服务器。您填写的内容还在，请检查网络后再试。',
  en: 'The server cannot be reached. What you typed is still here; check the network and try again.',
};
