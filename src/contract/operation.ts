import { type Static, type TObject, type TSchema, Type } from 'typebox';
import type { Permission } from '../domain/access/roles.ts';

/**
 * Who may call: of staff whoever has a permission of the role table, or is signed in at all; whoever holds an account of the
 * public, which has a session apart; or anyone.
 */
export type Access = Permission | 'signed_in' | 'public_account' | 'public';

/** A school of 1,500 opens, answers two questionnaires and retries within the minutes of one lesson. */
export const SCHOOL_PER_MINUTE = 30_000;

export interface OperationShape {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  /** with `:name` for path parameters */
  readonly url: string;
  readonly access: Access;
  /** member of the body whose secret stands for a session: the handler proves it */
  readonly withoutSession?: string;
  /** about accounts, sessions, passwords or tokens: no program's token opens it, whatever it was given */
  readonly personOnly?: true;
  /**
   * requests in a minute from one address; each door without an account says how many people may stand behind one
   */
  readonly perMinute?: number;
  readonly summary: string;
  readonly tag: string;
  readonly params?: TObject;
  readonly query?: TObject;
  readonly body?: TSchema;
  /** the body is a file's bytes; `fileName` stands in the query */
  readonly file?: true;
  /** the body comes as it arrives, of the type that tus gives the parts of an upload: the handler reads it */
  readonly stream?: true;
  /** changes that must name the version they change (If-Match) */
  readonly versioned?: true;
  /** status → body; the first is the answer when all goes well */
  readonly response: Readonly<Record<number, TSchema>>;
  /** largest body in bytes where the general limit is too small */
  readonly bodyLimit?: number;
}

/** Defines one operation of the API: the only place that says its address, shapes and permission. */
export function operation<const Shape extends OperationShape>(shape: Shape): Shape {
  return shape;
}

type StaticOf<Schema> = Schema extends TSchema ? Static<Schema> : undefined;
export type ParamsOf<Shape extends OperationShape> = StaticOf<Shape['params']>;
export type QueryOf<Shape extends OperationShape> = StaticOf<Shape['query']>;
export type BodyOf<Shape extends OperationShape> = Shape['file'] extends true
  ? Uint8Array
  : Shape['stream'] extends true
    ? AsyncIterable<Uint8Array>
    : StaticOf<Shape['body']>;
export type AnswerOf<Shape extends OperationShape> = {
  [Status in keyof Shape['response']]: StaticOf<Shape['response'][Status]>;
}[keyof Shape['response']];

/** An object that refuses members it does not know: a misspelt field is an error, not silence. */
export function Exactly<Properties extends Record<string, TSchema>>(properties: Properties) {
  return Type.Object(properties, { additionalProperties: false });
}

/**
 * Text that people write, of one line: tabs and breaks become spaces. From both kinds the doors take marks of direction and of byte
 * order away, and refuse what cannot be kept (`isStorable`), as they do from every other string.
 */
export function LineText(options: { minLength?: number; maxLength: number; description?: string }) {
  return Type.String({ format: 'line', ...options });
}

/** Text that people write, of as many lines as they like. */
export function PlainText(options: { minLength?: number; maxLength: number; description?: string }) {
  return Type.String({ format: 'lines', ...options });
}

/** What a person is called: at least one letter, of any script. Stored and looked for without what only pads it. */
export function NameText(options: { maxLength: number; description?: string }) {
  return Type.String({ format: 'name', ...options });
}

/** What people call themselves or a colleague: any text, padded as little as the name of a person is. */
export function GivenName(options: { maxLength: number }) {
  return Type.String({ format: 'given-name', minLength: 1, ...options });
}

export const Id = Type.String({ format: 'uuid', description: 'UUID; version 7 where the caller makes it' });
export const Instant = Type.String({ format: 'date-time', description: 'UTC, ISO 8601' });
export const CalendarDay = Type.String({
  format: 'date',
  description: 'calendar day in the organisation’s zone',
});
export const ClockTime = Type.String({
  pattern: '^([01][0-9]|2[0-3]):[0-5][0-9]$',
  description: 'HH:MM by the clocks of the organisation’s zone',
});
export const Nothing = Type.Null();
export const IdParams = Exactly({ id: Id });

/** Path of a one-time link; null where a repeated request finds an account that was entered meanwhile. */
export const InvitationLink = Nullable(Type.String());

export const PageQuery = {
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200, default: 50 })),
  after: Type.Optional(Type.String({ maxLength: 200, description: '`next` of the page before' })),
};

export function PageOf<Item extends TSchema>(item: Item) {
  return Exactly({ items: Type.Array(item), next: Nullable(Type.String()) });
}

/** One of these words. */
export function OneOf<const Values extends readonly string[]>(values: Values, description?: string) {
  return Type.Unsafe<Values[number]>({
    type: 'string',
    enum: [...values],
    ...(description === undefined ? {} : { description }),
  });
}

/** Some of these words, each once. */
export const some = <const Words extends readonly string[]>(words: Words) =>
  Type.Array(OneOf(words), { maxItems: words.length, uniqueItems: true });

/**
 * A value or null. One schema with two types and not a union: the serialiser would try each branch of a union by
 * validating it, for each field of each row.
 */
export function Nullable<Schema extends TSchema>(schema: Schema) {
  const { type, enum: values } = schema as { type?: string; enum?: readonly string[] };
  return Type.Unsafe<Static<Schema> | null>({
    ...schema,
    type: [type ?? 'string', 'null'],
    ...(values === undefined ? {} : { enum: [...values, null] }),
  });
}

/** An object with a member for each of these words. */
export function EachOf<const Values extends readonly string[], Member extends TSchema>(
  values: Values,
  member: Member,
) {
  const properties = Object.fromEntries(values.map((value) => [value, member]));
  return Exactly(properties as Record<Values[number], Member>);
}

/** An object with a member for some of these words. */
export function SomeOf<const Values extends readonly string[], Member extends TSchema>(
  values: Values,
  member: Member,
) {
  const properties = Object.fromEntries(values.map((value) => [value, Type.Optional(member)]));
  return Exactly(properties as Record<Values[number], ReturnType<typeof Type.Optional<Member>>>);
}
