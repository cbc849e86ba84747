import { createHash } from 'node:crypto';
import {
  type Compilable,
  DummyDriver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  sql as raw,
} from 'kysely';
import type { Database } from '../../../../db/types.ts';

/** SQL with its values; `name` is the server-side prepared statement ('' = parsed each time). */
export interface Statement<Row> {
  readonly name: string;
  readonly text: string;
  readonly values: readonly unknown[];
  /** reads a whole round, study or organisation: it flies apart from short readings */
  readonly isLong?: true;
  /**
   * It adds one row that nothing else of its transaction needs, to a table whose rows are the organisation's, whoever adds them:
   * this makes one statement of the values of all such additions that travel together.
   */
  readonly together?: (rows: readonly (readonly unknown[])[]) => Statement<unknown>;
  /** instants of its rows come as text */
  readonly spellsInstants?: true;
  /** never set: carries the row's type */
  readonly row?: Row;
}

/** Writes SQL that is checked against db/types.ts. Only compiles: a Flight carries the statement. */
/** What a statement brings. */
export type RowOf<Made> = Made extends Statement<infer Row> ? Row : never;

export const query = new Kysely<Database>({
  dialect: {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (database) => new PostgresIntrospector(database),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  },
});

class Placeholder {
  readonly key: string;
  constructor(key: string) {
    this.key = key;
  }
}

/**
 * Compiles a query once and returns a function that binds its inputs: what a hot path costs is one array.
 * @example const readClient = prepare((p: { id: string }) => query.selectFrom('client').select('id').where('id', '=', p.id));
 */
export function prepare<Input extends object, Row>(
  build: (inputs: Input) => Compilable<Row>,
): (inputs: Input) => Statement<Row> {
  let compiled: { text: string; name: string; slots: readonly unknown[] } | undefined;
  return (inputs) => {
    compiled ??= compile(build);
    const values = compiled.slots.map((slot) =>
      slot instanceof Placeholder ? (inputs as Record<string, unknown>)[slot.key] : slot,
    );
    return { name: compiled.name, text: compiled.text, values };
  };
}

/** How many values PostgreSQL expects of an array that it is not told yet. */
const EXPECTED = 10;

/**
 * Values for `= any(…)`, the last of them repeated where they are few. A plan for fewer than it expects looks cheaper to PostgreSQL
 * than the one for any, so that it plans anew each time: 30 µs for one table, 200 µs for a join under row rules.
 */
export function atLeastExpected<Value>(values: readonly Value[]): Value[] {
  const last = values.at(-1);
  const missing = last === undefined ? 0 : Math.max(0, EXPECTED - values.length);
  return [...values, ...Array.from({ length: missing }, () => last as Value)];
}

/** Marks what a function's statements read as long: see Statement. */
export function long<Input, Row>(make: (inputs: Input) => Statement<Row>): (inputs: Input) => Statement<Row> {
  return (inputs) => ({ ...make(inputs), isLong: true });
}

type WithInstantsAsText<Row> = {
  [Column in keyof Row]: Row[Column] extends Date | null ? string | Exclude<Row[Column], Date> : Row[Column];
};

/** What a function's statements read of instants comes as it goes out, in ISO 8601: for lists, which only tell them on. */
export function instantsAsText<Input, Row>(
  make: (inputs: Input) => Statement<Row>,
): (inputs: Input) => Statement<WithInstantsAsText<Row>> {
  return (inputs) => {
    const made = make(inputs) as Statement<unknown> as Statement<WithInstantsAsText<Row>>;
    // how columns are read is remembered by name: another one for the same text read otherwise
    return { ...made, name: made.name === '' ? '' : `${made.name}t`, spellsInstants: true };
  };
}

function compile<Input extends object, Row>(build: (inputs: Input) => Compilable<Row>) {
  const placeholders = new Proxy({}, { get: (_, key) => new Placeholder(String(key)) }) as Input;
  const { sql, parameters } = build(placeholders).compile();
  return { text: sql, name: nameOf(sql), slots: parameters };
}

/** Rows of a page where nobody asks for another number: `limit` of PageQuery. */
const USUAL_PAGE = 50;

/**
 * Like prepare, for queries whose shape depends on which inputs are given: compiled once per set of inputs that are
 * not undefined. `build` sees undefined for the others.
 *
 * A `limit` of the usual page stands in the text. Of a parameter PostgreSQL expects a tenth of all rows, finds what it
 * plans once and for all dearer than a plan for these values, and plans anew each time: 90 µs of 230 for a list of clients.
 */
export function prepareVariants<Input extends object, Row>(
  build: (inputs: Input) => Compilable<Row>,
): (inputs: Input) => Statement<Row> {
  const variants = new Map<string, (inputs: Input) => Statement<Row>>();
  return (inputs) => {
    const given = Object.entries(inputs)
      .filter(([, value]) => value !== undefined)
      .map(([key]) => key);
    const isUsual = (inputs as { limit?: unknown }).limit === USUAL_PAGE;
    const key = `${given.join()}${isUsual ? ' usual' : ''}`;
    let variant = variants.get(key);
    if (variant === undefined) {
      const isGiven = new Set<unknown>(given);
      variant = prepare((all) =>
        build(
          new Proxy(all, {
            get: (target, name) => {
              if (name === 'limit' && isUsual) return raw.lit(USUAL_PAGE);
              return isGiven.has(name) ? Reflect.get(target, name) : undefined;
            },
          }),
        ),
      );
      variants.set(key, variant);
    }
    return variant(inputs);
  };
}

/** A query whose shape depends on its input: named, so repeated shapes are prepared. */
export function statement<Row>(compilable: Compilable<Row>): Statement<Row> {
  const { sql, parameters } = compilable.compile();
  return { name: nameOf(sql), text: sql, values: parameters };
}

/** A query whose shape rarely repeats (long lists of values): parsed each time. */
export function once<Row>(compilable: Compilable<Row>): Statement<Row> {
  const { sql, parameters } = compilable.compile();
  return { name: '', text: sql, values: parameters };
}

/** Plain SQL, for what the query compiler cannot say. */
export function plain<Row>(text: string, values: readonly unknown[] = []): Statement<Row> {
  return { name: nameOf(text), text, values };
}

const names = new Map<string, string>();

function nameOf(text: string): string {
  let name = names.get(text);
  if (name === undefined) {
    name = createHash('sha256').update(text).digest('base64url').slice(0, 22);
    names.set(text, name);
  }
  return name;
}
