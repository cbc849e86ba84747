import type { TSchema } from 'typebox';
import { Value } from 'typebox/value';

import { SpecFileError } from './spec-file-error.ts';

type Shape = Readonly<Record<string, unknown>>;

const RELATIONS: Readonly<Record<string, string>> = {
  exclusiveMinimum: '>',
  exclusiveMaximum: '<',
  minimum: '≥',
  maximum: '≤',
};

const SHAPES: Readonly<Record<string, string>> = {
  string: '"…"',
  array: '[…]',
  object: '{…}',
  boolean: 'true, false',
};

/** What is wrong with a specification that does not have this shape: where, what stands there, and what may stand there. */
export function specProblem(schema: TSchema, spec: unknown): SpecFileError {
  // `boolean` repeats what the key's own error says, but for a list that is too long, where it is all there is
  const errors = Value.Errors(schema, spec);
  const error = errors.find(({ keyword }) => keyword !== 'boolean');
  const steps = (error ?? errors[0])?.instancePath.split('/').slice(1).map(unescapeStep) ?? [];
  if (error === undefined) steps.pop();
  const path = `/${steps.join('/')}`;
  const shape = steps.reduce<Shape>(shapeWithin, schema as Shape);
  const value = shown(steps.reduce<unknown>(valueWithin, spec));
  if (Array.isArray(shape['anyOf']))
    return new SpecFileError('spec_not_allowed', { path, value, allowed: alternatives(shape['anyOf']) });
  const parameters = (error?.params ?? {}) as Shape;
  switch (error?.keyword) {
    case 'additionalProperties':
      return new SpecFileError('spec_key_unknown', {
        path,
        key: firstOf(parameters),
        keys: Object.keys(shape['properties'] ?? {}).join(', '),
      });
    case 'required':
      return new SpecFileError('spec_key_missing', { path, key: firstOf(parameters) });
    case 'minLength':
      return new SpecFileError('spec_empty', { path });
    case 'minItems':
    case undefined: {
      const { items, minItems } = shape;
      const needed = Array.isArray(items) ? String(items.length) : `≥ ${String(minItems)}`;
      return new SpecFileError('spec_wrong_length', { path, value, needed });
    }
    default:
      return new SpecFileError('spec_not_allowed', { path, value, allowed: allowed(shape) });
  }
}

/** The kind of value, or its bounds. */
function allowed(shape: Shape): string {
  const bounds = Object.entries(RELATIONS).flatMap(([key, relation]) =>
    key in shape ? [`${relation} ${String(shape[key])}`] : [],
  );
  return bounds.length === 0 ? typeName(shape) : `${typeName(shape)}, ${bounds.join(', ')}`;
}

/** As JSON pointers write `/` and `~` inside of a key. */
function unescapeStep(step: string): string {
  return step.replaceAll('~1', '/').replaceAll('~0', '~');
}

function shapeWithin(shape: Shape, step: string): Shape {
  const { properties, patternProperties, items } = shape as Readonly<Record<string, Shape | undefined>>;
  if (Array.isArray(items)) return (items[Number(step)] ?? {}) as Shape;
  return (properties?.[step] ?? items ?? Object.values(patternProperties ?? {})[0] ?? {}) as Shape;
}

function valueWithin(value: unknown, step: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Shape)[step] : undefined;
}

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? '';
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}

function alternatives(shapes: readonly unknown[]): string {
  return shapes.map((shape) => typeName(shape as Shape)).join(', ');
}

/** The value itself where only one is possible, else how such values are written: the same in every language. */
function typeName(shape: Shape): string {
  if ('const' in shape) return JSON.stringify(shape['const']);
  const type = String(shape['type']);
  return SHAPES[type] ?? type;
}

function firstOf(parameters: Shape): string {
  const [first] = Object.values(parameters).flat();
  return typeof first === 'string' ? first : '';
}
