import type { Connection, Submittable } from 'pg';
import pg from 'pg';
import type { Statement } from './statement.ts';

type Row = Record<string, unknown>;
type Field = { name: string; parse: (text: string) => unknown };
type FieldDescription = { name: string; dataTypeID: number };
type WireConnection = Connection & {
  stream: { cork(): void; uncork(): void };
  parse(message: { name: string; text: string }): void;
  bind(message: { statement: string; values: unknown[] }): void;
  describe(message: { type: 'P'; name: string }): void;
  execute(message: object): void;
  sync(): void;
};

/** What one connection has prepared: statement name → its columns (undefined until its first answer). */
const prepared = new WeakMap<Connection, Map<string, Field[] | undefined>>();

/**
 * Several prepared statements with one Sync: one write, one answer, one (implicit) transaction.
 * Two round trips and two transaction commands fewer than BEGIN … COMMIT around a read: the rate of a plain
 * read with row rules on rises from 58 % to 97 % of the rate without (docs/adr/0003-one-flight-reads.md).
 * Columns are described once per connection and statement, not with each answer.
 */
export class Flight implements Submittable {
  readonly #statements: readonly Statement<unknown>[];
  readonly #results: Row[][] = [];
  readonly #counts: number[] = [];
  #fields: (Field[] | undefined)[] = [];
  #rows: Row[] = [];
  #failure: Error | undefined;
  #known: Map<string, Field[] | undefined> = new Map();
  #settle: { resolve: (results: Row[][]) => void; reject: (error: Error) => void };
  readonly results: Promise<Row[][]>;
  // the pool's client looks for this name and leaves it alone when it is set
  callback = (): void => undefined;

  constructor(statements: readonly Statement<unknown>[]) {
    this.#statements = statements;
    const { promise, resolve, reject } = Promise.withResolvers<Row[][]>();
    this.results = promise;
    this.#settle = { resolve, reject };
  }

  /** Rows that each statement changed or returned, in order; complete when `results` is. */
  get counts(): readonly number[] {
    return this.#counts;
  }

  submit(plain: Connection): void {
    const connection = plain as WireConnection;
    this.#known = prepared.get(connection) ?? new Map();
    prepared.set(connection, this.#known);
    connection.stream.cork();
    try {
      for (const statement of this.#statements) this.#send(connection, statement);
      connection.sync();
    } finally {
      connection.stream.uncork();
    }
  }

  #send(connection: WireConnection, { name, text, values }: Statement<unknown>): void {
    const fields = name === '' ? undefined : this.#known.get(name);
    if (name === '' || !this.#known.has(name)) {
      connection.parse({ name, text });
      if (name !== '') this.#known.set(name, undefined);
    }
    connection.bind({ statement: name, values: values.map(toWire) });
    if (fields === undefined) connection.describe({ type: 'P', name: '' });
    connection.execute({});
    this.#fields.push(fields);
  }

  handleRowDescription(message: { fields: FieldDescription[] }): void {
    const index = this.#results.length;
    const fields = message.fields.map(({ name, dataTypeID }) => ({
      name,
      parse: pg.types.getTypeParser(dataTypeID, 'text') as (text: string) => unknown,
    }));
    this.#fields[index] = fields;
    const name = this.#statements[index]?.name ?? '';
    if (name !== '') this.#known.set(name, fields);
  }

  handleDataRow(message: { fields: (string | null)[] }): void {
    const fields = this.#fields[this.#results.length] ?? [];
    const row: Row = {};
    for (const [index, field] of fields.entries()) {
      const value = message.fields[index];
      row[field.name] = value === null || value === undefined ? null : field.parse(value);
    }
    this.#rows.push(row);
  }

  handleCommandComplete(message: { text: string }): void {
    this.#counts.push(Number(/(\d+)$/.exec(message.text)?.[1] ?? 0));
    this.#results.push(this.#rows);
    this.#rows = [];
  }

  handleEmptyQuery(): void {
    this.handleCommandComplete({ text: '' });
  }

  handleError(error: Error): void {
    if (this.#failure !== undefined) return;
    this.#failure = error;
    // what was parsed behind the failing statement is unknown: name it anew next time
    for (const { name } of this.#statements.slice(this.#results.length)) {
      if (name !== '' && this.#known.get(name) === undefined) this.#known.delete(name);
    }
    this.#settle.reject(error);
  }

  handleReadyForQuery(): void {
    this.#settle.resolve(this.#results);
  }
}

function toWire(value: unknown): unknown {
  if (value === undefined) return null;
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return toArrayLiteral(value);
  if (value === null || Buffer.isBuffer(value)) return value;
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

function toArrayLiteral(values: unknown[]): string {
  const elements = values.map((value) => {
    if (value === null) return 'NULL';
    if (Buffer.isBuffer(value)) return `"\\\\x${value.toString('hex')}"`;
    return `"${String(value).replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
  });
  return `{${elements.join(',')}}`;
}
