import type { Connection, Submittable } from 'pg';
import { serialize } from 'pg-protocol';
import type { Statement } from './statement.ts';
import { parserOf, spellingParserOf, toWire } from './wire-types.ts';

type Row = Record<string, unknown>;
type Field = { name: string; parse: (text: string) => unknown };
type FieldDescription = { name: string; dataTypeID: number };
type WireConnection = Connection & { stream: { write(bytes: Buffer): void } };

const EXECUTE = serialize.execute({});
const DESCRIBE = serialize.describe({ type: 'P', name: '' });
const SYNC = serialize.sync();

/** A statement as one connection has it. */
interface Prepared {
  /** its name there */
  readonly name: string;
  /** undefined until its first answer */
  fields: Field[] | undefined;
}

/** What one connection has prepared, by the statement's own name. */
const prepared = new WeakMap<Connection, Map<string, Prepared>>();
/** Statements of which it is not known whether a connection has them. */
let doubtful = 0;

/**
 * Several prepared statements with one Sync: one write, one answer, one (implicit) transaction.
 * Two round trips and two transaction commands fewer than BEGIN … COMMIT around a read: the rate of a plain
 * read with row rules on rises from 58 % to 97 % of the rate without (docs/adr/0003-one-flight-reads.md).
 * Columns are described once per connection and statement, not with each answer.
 */
export class Flight implements Submittable {
  readonly #statements: readonly Statement<unknown>[];
  readonly #values: readonly (string | Buffer | null)[][];
  readonly #results: Row[][] = [];
  #fields: (Field[] | undefined)[] = [];
  #rows: Row[] = [];
  #failure: Error | undefined;
  #known: Map<string, Prepared> = new Map();
  /** statements that this flight prepares */
  readonly #new = new Set<string>();
  #settle: { resolve: (results: Row[][]) => void; reject: (error: Error) => void };
  readonly results: Promise<Row[][]>;
  // the pool's client looks for this name and leaves it alone when it is set
  callback = (): void => undefined;

  /** @throws RangeError, TypeError for a value that cannot be written, before any connection hears of it */
  constructor(statements: readonly Statement<unknown>[]) {
    this.#statements = statements;
    this.#values = statements.map((statement) => statement.values.map(toWire));
    const { promise, resolve, reject } = Promise.withResolvers<Row[][]>();
    this.results = promise;
    this.#settle = { resolve, reject };
  }

  submit(plain: Connection): void {
    const connection = plain as WireConnection;
    this.#known = prepared.get(connection) ?? new Map();
    prepared.set(connection, this.#known);
    const messages = this.#statements.flatMap((statement, index) =>
      this.#messagesOf(statement, this.#values[index] ?? []),
    );
    // one buffer, one system call
    connection.stream.write(Buffer.concat([...messages, SYNC]));
  }

  #messagesOf({ name, text }: Statement<unknown>, values: (string | Buffer | null)[]): Buffer[] {
    const known = this.#known.get(name);
    // a name in doubt may be taken on the connection
    const own = known?.name ?? (name === '' || doubtful === 0 ? name : `${name}.${doubtful}`);
    if (known === undefined && name !== '') {
      this.#known.set(name, { name: own, fields: undefined });
      this.#new.add(name);
    }
    this.#fields.push(known?.fields);
    return [
      ...(known === undefined ? [serialize.parse({ name: own, text })] : []),
      serialize.bind({ statement: own, values }),
      ...(known?.fields === undefined ? [DESCRIBE] : []),
      EXECUTE,
    ];
  }

  handleRowDescription(message: { fields: FieldDescription[] }): void {
    const index = this.#results.length;
    const parser = this.#statements[index]?.spellsInstants === true ? spellingParserOf : parserOf;
    const fields = message.fields.map(({ name, dataTypeID }) => ({ name, parse: parser(dataTypeID) }));
    this.#fields[index] = fields;
    const known = this.#known.get(this.#statements[index]?.name ?? '');
    if (known !== undefined) known.fields = fields;
  }

  /** Called from the socket's event, where an error would end the process: it fails this flight instead. */
  handleDataRow(message: { fields: (string | null)[] }): void {
    try {
      this.#rows.push(this.#rowOf(message));
    } catch (error) {
      this.handleError(error as Error);
    }
  }

  #rowOf(message: { fields: (string | null)[] }): Row {
    const fields = this.#fields[this.#results.length] ?? [];
    const row: Row = {};
    // counted: this runs for every row that anybody reads
    for (let index = 0; index < fields.length; index += 1) {
      const field = fields[index];
      const value = message.fields[index];
      if (field !== undefined)
        row[field.name] = value === null || value === undefined ? null : field.parse(value);
    }
    return row;
  }

  handleCommandComplete(): void {
    const index = this.#results.length;
    const known = this.#known.get(this.#statements[index]?.name ?? '');
    // no description came before the end: this statement returns no rows
    if (known !== undefined && this.#fields[index] === undefined) known.fields = [];
    this.#results.push(this.#rows);
    this.#rows = [];
  }

  handleEmptyQuery(): void {
    this.handleCommandComplete();
  }

  handleError(error: Error): void {
    if (this.#failure !== undefined) return;
    this.#failure = error;
    // of its own statements, whether the failing one and those behind it were parsed is unknown: name them anew
    for (const { name } of this.#statements.slice(this.#results.length)) {
      if (this.#new.has(name) && this.#known.delete(name)) doubtful += 1;
    }
    this.#settle.reject(error);
  }

  handleReadyForQuery(): void {
    this.#settle.resolve(this.#results);
  }
}
