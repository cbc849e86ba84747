import { expect, test } from 'vitest';
import { listOperations } from '../../../../test/operations.ts';
import { isStorable } from '../../../domain/written-text.ts';
import { fieldErrors, makeValidator } from './validation.ts';

interface Schema {
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly format?: string;
  readonly minLength?: number;
  readonly pattern?: string;
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly patternProperties?: Readonly<Record<string, Schema>>;
  readonly anyOf?: readonly Schema[];
}

/** A string of a request: what it may be, and a request that says only this much. */
interface Place {
  readonly schema: Schema;
  readonly path: string;
  readonly around: (text: string) => unknown;
}

function placesOf(schema: Schema): Place[] {
  const isText = [schema.type].flat().includes('string') && (schema.enum ?? schema.const) === undefined;
  const own = isText ? [{ schema, path: '', around: (text: string) => text }] : [];
  const members = Object.entries(schema.properties ?? {});
  const others = Object.entries(schema.patternProperties ?? {}).map(([, member]) => ['a', member] as const);
  return [
    ...own,
    ...[...members, ...others].flatMap(([name, member]) =>
      placesOf(member).map(({ schema: inner, path, around }) => ({
        schema: inner,
        path: `/${name}${path}`,
        around: (text: string) => ({ [name]: around(text) }),
      })),
    ),
    ...placesIn(schema.items).map(({ schema: inner, path, around }) => ({
      schema: inner,
      path: `/0${path}`,
      around: (text: string) => [around(text)],
    })),
    ...(schema.anyOf ?? []).flatMap(placesOf),
  ];
}

function placesIn(schema: Schema | undefined): Place[] {
  return schema === undefined ? [] : placesOf(schema);
}

async function placesOfRequests(): Promise<(Place & { name: string; whole: Schema; httpPart: string })[]> {
  return (await listOperations()).flatMap(([operation, shape]) =>
    (
      [
        ['params', shape.params],
        ['querystring', shape.query],
        ['body', shape.body],
      ] as const
    ).flatMap(([httpPart, part]) => {
      const whole: Schema | undefined = part;
      return placesIn(whole).map((place) => ({
        ...place,
        name: `${operation} ${httpPart}${place.path}`,
        whole: whole ?? {},
        httpPart,
      }));
    }),
  );
}

const unstorable = ['\u0000', '\u0008', '\ud800', '\udfff', '\ufffe', '\uffff', '\u{2ffff}'];
const unseen = [...'\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff'];
const WRITTEN = new Set(['line', 'lines', 'name', 'given-name']);

/** What the door makes of a text at a place: the text that it goes on with, and what it refuses. */
async function* sent(texts: readonly string[]) {
  const validatorOf = makeValidator();
  const validators = new Map<Schema, ReturnType<typeof validatorOf>>();
  for (const place of await placesOfRequests()) {
    const { whole, httpPart } = place;
    const validate =
      validators.get(whole) ?? validatorOf({ schema: whole, method: 'POST', url: '/', httpPart });
    validators.set(whole, validate);
    for (const text of texts) {
      const request = place.around(text);
      validate(request);
      const { errors } = validate as unknown as { errors: Parameters<typeof fieldErrors>[0] | null };
      const path = httpPart === 'body' ? place.path : place.path.slice(1);
      const codes = (errors ?? []).filter(({ instancePath }) => instancePath === place.path);
      const field = fieldErrors(codes.length === 0 ? [] : codes, httpPart)[0];
      yield { ...place, text, refused: field?.path === path ? field.code : undefined, kept: textIn(request) };
    }
  }
}

function textIn(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value !== 'object' || value === null) throw new Error('the text is gone');
  return textIn(Object.values(value)[0]);
}

test('a string of any request that no document can carry is refused by its name and in words', async () => {
  const taken: string[] = [];
  let places = 0;
  for await (const { name, text, refused } of sent(unstorable.map((character) => `甲${character}乙`))) {
    places += 1;
    if (refused !== 'field_control_characters') taken.push(`${name} ${JSON.stringify(text)} ${refused}`);
  }
  expect(taken).toEqual([]);
  expect(places).toBeGreaterThan(400 * unstorable.length);
});

test('marks that turn or hide are taken from what people write, and from nothing else silently', async () => {
  const wrong: string[] = [];
  for await (const { name, schema, text, refused, kept } of sent(unseen.map((mark) => `甲${mark}乙`))) {
    const isFine = WRITTEN.has(schema.format ?? '')
      ? kept === '甲乙'
      : refused !== undefined || isSecret(name);
    if (!isFine) wrong.push(`${name} ${JSON.stringify(text)}`);
  }
  expect(wrong).toEqual([]);
});

test('a vertical tab is a break in text of many lines, and a space in one of a single line, as a tab is', async () => {
  const wrong: string[] = [];
  for await (const { name, schema, refused, kept } of sent(['甲\u000b乙\t丙\n丁'])) {
    const { format = '' } = schema;
    if (!WRITTEN.has(format)) continue;
    const wanted = format === 'lines' ? '甲\n乙\t丙\n丁' : format === 'line' ? '甲 乙 丙 丁' : '甲乙丙丁';
    if (refused !== undefined || kept !== wanted) wrong.push(`${name} ${refused} ${JSON.stringify(kept)}`);
    expect(isStorable(kept), name).toBe(true);
  }
  expect(wrong).toEqual([]);
});

test('where something has to be said, spaces say nothing', async () => {
  const taken: string[] = [];
  let places = 0;
  for await (const { name, schema, refused } of sent([' ', '\u3000\n\t'])) {
    if (!WRITTEN.has(schema.format ?? '') || (schema.minLength ?? 0) === 0) continue;
    places += 1;
    if (refused !== 'field_too_short') taken.push(`${name} ${refused}`);
  }
  expect(taken).toEqual([]);
  expect(places).toBeGreaterThan(100);
});

/** Strings of our own making that are only compared, and secrets, of which each character counts. */
function isSecret(name: string): boolean {
  return /(?:after|token|codeRequest|password|current|next|code|done\/0|measures\/0|places\/0)$/i.test(name);
}
