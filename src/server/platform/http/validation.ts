import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import fastJson from 'fast-json-stringify';
import type { FastifySchemaCompiler, FastifySchemaValidationError, FastifySerializerCompiler } from 'fastify';
import type { ErrorCode } from '../../../contract/errors.ts';
import { isCalendarDay, isInstant } from '../../../domain/instant.ts';
import type { AppError } from '../work/errors.ts';
import { isStorable } from '../../../domain/written-text.ts';
import { inOneSpelling } from './one-spelling.ts';

type Fields = AppError['fields'];

/**
 * Bodies are taken as they are: no coercion, no silent removal. Query, path and headers are text, so they are
 * coerced to the schema's types. Ids and names come in one spelling. Compiled at the first request: a start does not pay for what nobody asks.
 */
export function makeValidator(): FastifySchemaCompiler<object> {
  const strict = ajv(false);
  const lenient = ajv('array');
  return ({ schema, httpPart }) => {
    let compiled: ValidateFunction | undefined;
    let rewrite: ((data: unknown) => unknown) | undefined;
    const validate: Validate = (data) => {
      if (compiled === undefined) {
        compiled = (httpPart === 'body' ? strict : lenient).compile(withStorableTexts(schema) as object);
        rewrite = inOneSpelling(schema);
      }
      rewrite?.(data);
      const isValid = compiled(data);
      validate.errors = compiled.errors ?? null;
      return isValid;
    };
    return validate;
  };
}

type Validate = ((data: unknown) => boolean) & { errors?: ErrorObject[] | null };

/** Answers as their schemas say, no member more; compiled at the first answer. */
export function makeSerializer(): FastifySerializerCompiler<object> {
  return ({ schema }) => {
    let compiled: ((data: unknown) => string) | undefined;
    return (data: unknown) => {
      compiled ??= fastJson(
        CHOICE.test(JSON.stringify(schema)) ? schema : (withPlainTexts(schema) as object),
        { ajv: { formats: WRITTEN_FORMATS } },
      );
      return compiled(data);
    };
  };
}

/** Between forms of a value the serialiser chooses by validating it, which does not know `unsafe`. */
const CHOICE = /"(anyOf|oneOf|allOf|if)":/;

/** What the server itself writes: ids, days and instants hold nothing that JSON escapes. */
const PLAIN_FORMATS: ReadonlySet<unknown> = new Set(['uuid', 'date', 'date-time']);

/**
 * A schema whose plain texts are written as they are: fast-json-stringify calls that `unsafe`, and looks through every other
 * text character by character, half of what a page of fifty takes.
 */
function withPlainTexts(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(withPlainTexts);
  if (typeof schema !== 'object' || schema === null) return schema;
  const members = Object.entries(schema).map(([name, member]) => [name, withPlainTexts(member)]);
  return { ...Object.fromEntries(members), ...(isPlainText(schema) ? { format: 'unsafe' } : {}) };
}

function isPlainText({ type, format, enum: words }: { type?: unknown; format?: unknown; enum?: unknown }) {
  if (![type].flat().includes('string')) return false;
  const areWords = Array.isArray(words) && words.every((word) => word === null || /^[\w.@-]+$/.test(word));
  return areWords || PLAIN_FORMATS.has(format);
}

/** A schema in which no text may hold what cannot be kept, be it a name, a mark of a page or a password. */
function withStorableTexts(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(withStorableTexts);
  if (typeof schema !== 'object' || schema === null) return schema;
  const members = Object.entries(schema).map(([name, member]) => [name, withStorableTexts(member)]);
  const isText = [(schema as { type?: unknown }).type].flat().includes('string');
  return { ...Object.fromEntries(members), ...(isText ? { [STORABLE]: true } : {}) };
}

const STORABLE = 'storable';

/** Whether a value is as its schema says, nothing coerced: for what comes by another way than a request. */
export function checkerOf(schema: object): (value: unknown) => boolean {
  const compiled = ajv(false).compile(withStorableTexts(schema) as object);
  return (value) => compiled(value);
}

/** Of what people write; how it is spelled is seen to before (see inOneSpelling). */
const WRITTEN_FORMATS = { name: /\p{L}/u, 'given-name': true, line: true, lines: true } as const;

function ajv(coerceTypes: false | 'array'): Ajv {
  const instance = new Ajv({
    coerceTypes,
    useDefaults: true,
    allErrors: true,
    strict: false,
    verbose: false,
  });
  addFormats.default(instance, ['uuid']);
  for (const [format, isFit] of Object.entries(WRITTEN_FORMATS)) instance.addFormat(format, isFit);
  instance.addKeyword({
    keyword: STORABLE,
    type: 'string',
    // what else is wrong with such a text is of no help
    before: 'maxLength',
    validate: (_: true, text: string) => isStorable(text),
  });
  instance.addFormat('date', isCalendarDay);
  instance.addFormat('date-time', isInstant);
  return instance;
}

/** Validation errors as fields with a code of the catalogue; never the value itself. */
export function fieldErrors(
  errors: readonly FastifySchemaValidationError[],
  context: string | undefined,
): Fields {
  // a member that fails an `anyOf` is reported by its branches too: the outer line adds nothing
  const telling = errors.filter(({ keyword }) => keyword !== 'anyOf' && keyword !== 'if');
  const byPath = new Map<string, Fields[number]>();
  for (const error of telling.length > 0 ? telling : errors) {
    const field = fieldError(error as ErrorObject, context);
    if (!byPath.has(field.path)) byPath.set(field.path, field);
  }
  return [...byPath.values()].slice(0, 50);
}

const limits: Readonly<Record<string, ErrorCode>> = {
  maxLength: 'field_too_long',
  minLength: 'field_too_short',
  maxItems: 'field_too_many',
  minItems: 'field_too_few',
  maxProperties: 'field_too_many',
  minProperties: 'field_too_few',
  maximum: 'field_too_large',
  exclusiveMaximum: 'field_too_large',
  minimum: 'field_too_small',
  exclusiveMinimum: 'field_too_small',
};

function fieldError(error: ErrorObject, context: string | undefined): Fields[number] {
  const { keyword, params, instancePath } = error;
  const path = context === 'body' ? instancePath : instancePath.slice(1);
  const join = (name: string) => (context === 'body' ? `${path}/${name}` : name);
  const limit = limits[keyword];
  if (limit !== undefined) return { path, code: limit, parameters: { limit: Number(params['limit']) } };
  switch (keyword) {
    case 'required':
      return { path: join(String(params['missingProperty'])), code: 'field_required' };
    case 'additionalProperties': {
      const name = String(params['additionalProperty']).slice(0, 60);
      return { path: join(name), code: 'field_unknown', parameters: { name } };
    }
    case 'type':
      return { path, code: 'field_type', parameters: { expected: String(params['type']) } };
    case 'enum':
      return {
        path,
        code: 'field_choice',
        parameters: { choices: (params['allowedValues'] as string[]).join(', ') },
      };
    case 'format':
      if (params['format'] === 'name') return { path, code: 'field_no_letters' };
      return { path, code: 'field_format', parameters: { format: String(params['format']) } };
    case STORABLE:
      return { path, code: 'field_control_characters' };
    default:
      return { path, code: 'field_invalid' };
  }
}
