import type { Connection, Submittable } from 'pg';
import { serialize } from 'pg-protocol';
import type { Statement } from './statement.ts';
import { parserOf, toWire } from './wire-types.ts';

type Row = Record<string, unknown>;
type Field = { name: string; parse: (text: string) => unknown };
type FieldDescription = { name: string; dataTypeID: number };
type WireConnection = Connection & { stream: { write(bytes: Buffer): void } };

const EXECUTE = serialize.execute({});
const DESCRIBE = serialize.describe({ type: 'P', name: '' });
const SYNC = serialize.sync();

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

  submit(plain: Connection): void {
    const connection = plain as WireConnection;
    this.#known = prepared.get(connection) ?? new Map();
    prepared.set(connection, this.#known);
    const messages = this.#statements.flatMap((statement) => this.#messagesOf(statement));
    // one buffer, one system call
    connection.stream.write(Buffer.concat([...messages, SYNC]));
  }

  #messagesOf({ name, text, values }: Statement<unknown>): Buffer[] {
    const fields = name === '' ? undefined : this.#known.get(name);
    const isNew = name === '' || !this.#known.has(name);
    if (isNew && name !== '') this.#known.set(name, undefined);
    this.#fields.push(fields);
    const bind = serialize.bind({ statement: name, values: values.map(toWire) });
    return [
      ...(isNew ? [serialize.parse({ name, text })] : []),
      bind,
      ...(fields === undefined ? [DESCRIBE] : []),
      EXECUTE,
    ];
  }

  handleRowDescription(message: { fields: FieldDescription[] }): void {
    const index = this.#results.length;
    const fields = message.fields.map(({ name, dataTypeID }) => ({
      name,
      parse: parserOf(dataTypeID),
    }));
    this.#fields[index] = fields;
    const name = this.#statements[index]?.name ?? '';
    if (name !== '') this.#known.set(name, fields);
  }

  handleDataRow(message: { fields: (string | null)[] }): void {
    const fields = this.#fields[this.#results.length] ?? [];
    const row: Row = {};
    // counted: this runs for every row that anybody reads
    for (let index = 0; index < fields.length; index += 1) {
      const field = fields[index];
      const value = message.fields[index];
      if (field !== undefined)
        row[field.name] = value === null || value === undefined ? null : field.parse(value);
    }
    this.#rows.push(row);
  }

  handleCommandComplete(): void {
    const index = this.#results.length;
    const name = this.#statements[index]?.name ?? '';
    // no description came before the end: this statement returns no rows
    if (name !== '' && this.#fields[index] === undefined) this.#known.set(name, []);
    this.#results.push(this.#rows);
    this.#rows = [];
  }

  handleEmptyQuery(): void {
    this.handleCommandComplete();
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
