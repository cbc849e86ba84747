import pg from 'pg';
import type { Scope } from '../../domain/access/roles.ts';
import { Flight } from './flight.ts';
import { SharedFlights } from './shared-flights.ts';
import { plain, type Statement } from './statement.ts';

/** What the row rules know of an actor. */
export interface RowSettings {
  readonly organisationId: string;
  readonly actorId: string | null;
  readonly scope: Scope;
  readonly siteIds: readonly string[];
}

type Rows<Statements extends readonly Statement<unknown>[]> = {
  -readonly [Index in keyof Statements]: Statements[Index] extends Statement<infer Row> ? Row[] : never;
};

/** Runs statements as an actor; reads return what the actor may see, nothing else. */
export interface Reader {
  readonly settings: RowSettings;
  /** All statements in one flight, in one transaction; rows of each, in order. */
  all<Statements extends readonly Statement<unknown>[]>(...statements: Statements): Promise<Rows<Statements>>;
  first<Row>(statement: Statement<Row>): Promise<Row | undefined>;
}

/** A transaction: rows are read when asked for, writes travel with the next read or with the commit. */
export interface Transaction extends Reader {
  push(statement: Statement<unknown>): void;
}

const BEGIN = plain<never>('begin');
const COMMIT = plain<never>('commit');
const RETRIED = new Set(['40001', '40P01']); // serialization_failure, deadlock_detected
const ATTEMPTS = 3;

export interface DatabaseOptions {
  readonly url: string;
  readonly connections: number;
  readonly applicationName: string;
}

export class ActorDatabase {
  readonly #pool: pg.Pool;
  readonly #shared = new SharedFlights((statements) => this.#fly(statements));

  constructor({ url, connections, applicationName }: DatabaseOptions) {
    this.#pool = new pg.Pool({
      connectionString: url,
      max: connections,
      application_name: applicationName,
      // instants come in one form, whatever the server's own zone
      options: '-c TimeZone=UTC',
      connectionTimeoutMillis: 10_000,
      // a statement that runs longer is a defect; it must not hold a connection of everyone
      statement_timeout: 30_000,
      idle_in_transaction_session_timeout: 30_000,
    });
    // an idle connection that breaks is replaced at the next checkout
    this.#pool.on('error', () => undefined);
  }

  async close(): Promise<void> {
    await this.#pool.end();
  }

  /** Reads travel with others' reads (see SharedFlights). */
  reader(settings: RowSettings): Reader {
    return asReader(settings, (...statements) => this.join(settings, () => statements));
  }

  /** A reader for long queries: nobody else waits for them. */
  readerApart(settings: RowSettings): Reader {
    return asReader(settings, async (...statements) =>
      (await this.#fly([setActor(settings), ...statements])).slice(1),
    );
  }

  /** Statements that are written down only when their flight leaves; each flight is a transaction. */
  join(
    settings: RowSettings,
    statements: () => readonly Statement<unknown>[],
  ): Promise<Record<string, unknown>[][]> {
    const { organisationId, actorId, scope, siteIds } = settings;
    const actorKey = `${organisationId}|${actorId}|${scope}|${siteIds.join()}`;
    return this.#shared.join({ actorKey, setActor: setActor(settings), statements });
  }

  /** One flight without an actor: sees global tables only. */
  async global<Statements extends readonly Statement<unknown>[]>(
    ...statements: Statements
  ): Promise<Rows<Statements>> {
    return (await this.#fly(statements)) as Rows<Statements>;
  }

  async #fly(statements: readonly Statement<unknown>[]): Promise<Record<string, unknown>[][]> {
    const client = await this.#pool.connect();
    let broken: Error | undefined;
    try {
      return await flyOn(client, statements);
    } catch (error) {
      broken = connectionLost(error);
      throw error;
    } finally {
      client.release(broken);
    }
  }

  /** Commits what `body` did when it returns, rolls back when it throws; starts over after a deadlock. */
  async transaction<Result>(
    settings: RowSettings,
    body: (transaction: Transaction) => Promise<Result>,
  ): Promise<Result> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.#attempt(settings, body);
      } catch (error) {
        if (attempt === ATTEMPTS || !RETRIED.has(sqlState(error) ?? '')) throw error;
      }
    }
  }

  async #attempt<Result>(
    settings: RowSettings,
    body: (transaction: Transaction) => Promise<Result>,
  ): Promise<Result> {
    const client = await this.#pool.connect();
    let broken: Error | undefined;
    let waiting: Statement<unknown>[] = [BEGIN, setActor(settings)];
    let begun = false;
    const send = async (statements: readonly Statement<unknown>[]) => {
      const sent = waiting.length;
      const flight = [...waiting, ...statements];
      waiting = [];
      begun = true;
      return (await flyOn(client, flight)).slice(sent);
    };
    try {
      const transaction: Transaction = {
        ...asReader(settings, (...statements) => send(statements)),
        push: (statement) => void waiting.push(statement),
      };
      const result = await body(transaction);
      if (begun || waiting.length > 2) await send([COMMIT]);
      return result;
    } catch (error) {
      broken = connectionLost(error);
      if (begun && broken === undefined) {
        await client.query('rollback').catch((failure: Error) => (broken = failure));
      }
      throw error;
    } finally {
      client.release(broken);
    }
  }
}

function asReader(
  settings: RowSettings,
  all: (...statements: readonly Statement<unknown>[]) => Promise<Record<string, unknown>[][]>,
): Reader {
  return {
    settings,
    all: all as Reader['all'],
    first: async <Row>(statement: Statement<Row>) => (await all(statement))[0]?.[0] as Row | undefined,
  };
}

async function flyOn(client: pg.PoolClient, statements: readonly Statement<unknown>[]) {
  return client.query(new Flight(statements)).results;
}

function setActor({ organisationId, actorId, scope, siteIds }: RowSettings): Statement<unknown> {
  return plain('select app.set_actor($1, $2, $3, $4)', [organisationId, actorId, scope, [...siteIds]]);
}

/** An error without SQLSTATE comes from the socket: the connection is not to be used again. */
function connectionLost(error: unknown): Error | undefined {
  if (!(error instanceof Error)) return undefined;
  const state = sqlState(error);
  const isFromServer = state !== undefined && !state.startsWith('57P');
  const isOurs =
    !(error instanceof pg.DatabaseError) && !('syscall' in error) && !/onnection/.test(error.message);
  return isFromServer || isOurs ? undefined : error;
}

function sqlState(error: unknown): string | undefined {
  return error instanceof pg.DatabaseError ? error.code : undefined;
}

/** Name of the unique, foreign-key or check constraint that refused a write. */
export function violatedConstraint(error: unknown): string | undefined {
  if (!(error instanceof pg.DatabaseError)) return undefined;
  return error.code?.startsWith('23') === true ? error.constraint : undefined;
}
