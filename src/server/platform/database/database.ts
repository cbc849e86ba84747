import pg from 'pg';
import type { Scope } from '../../../domain/access/roles.ts';
import { Flight } from './flight.ts';
import { openPool } from './pool.ts';
import { SharedFlights } from './shared-flights.ts';
import { plain, type Statement } from './statement.ts';
import { Turns } from './turns.ts';

/** What the row rules know of an actor. */
export interface RowSettings {
  readonly organisationId: string;
  readonly actorId: string | null;
  readonly scope: Scope;
  readonly siteIds: readonly string[];
}

/** What a job, a command or a door acts with, in nobody's name: all of an organisation. */
export function systemSettings(organisationId: string) {
  return { organisationId, actorId: null, scope: 'organisation', siteIds: [] } as const;
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
/** One flight is read while another is answered. */
const READING_LANES = 2;
/** Additions wait for the disk, and wait once when they share a flight. */
const WRITING_LANES = 1;
/** What brought as many rows, a page of those who read page after page, flies apart from then on, also where nobody marked it as long. */
const MOST_SHARED_ROWS = 1_000;
/** Reads wait for no row. In the lane of additions nobody waits long for one: all organisations would wait behind them. */
const WAIT_BRIEFLY = plain<never>("set local lock_timeout = '50ms'");
// serialization_failure, deadlock_detected, and what app.hold_parent says
const RETRIED = new Set(['40001', '40P01', 'NU409']);
const ATTEMPTS = 5;
/** What is taken beside a transaction is short, and few who hold one ask for it. */
const CONNECTIONS_BESIDE = 2;

export interface DatabaseOptions {
  readonly url: string;
  readonly connections: number;
  readonly applicationName: string;
}

export class ActorDatabase {
  readonly #pool: pg.Pool;
  readonly #beside: pg.Pool;
  readonly #reads = this.#shared(READING_LANES, []);
  readonly #appends = this.#shared(WRITING_LANES, [WAIT_BRIEFLY]);

  readonly #apart: Turns;
  /** for who waits for what others hold: however many they are, they leave connections to those who need not wait */
  readonly #heldUp: Turns;
  /** text → organisations in which the statement was found to be long: one with many classes is no measure for others */
  readonly #long = new Map<string, Set<string>>();

  constructor({ url, connections, applicationName }: DatabaseOptions) {
    // whatever many ask for at once, most connections stay with what is short
    const aQuarter = Math.max(1, Math.floor(connections / 4));
    this.#apart = new Turns(aQuarter);
    this.#heldUp = new Turns(aQuarter);
    const config = {
      connectionString: url,
      application_name: applicationName,
      // instants come in one form, whatever the server's own zone
      options: '-c TimeZone=UTC',
      connectionTimeoutMillis: 10_000,
      // a statement that runs longer is a defect; it must not hold a connection of everyone
      statement_timeout: 30_000,
      idle_in_transaction_session_timeout: 30_000,
    };
    this.#pool = openPool({ ...config, max: connections });
    this.#beside = openPool({ ...config, max: CONNECTIONS_BESIDE });
  }

  async close(): Promise<void> {
    await Promise.all([this.#pool.end(), this.#beside.end()]);
  }

  #shared(lanes: number, first: readonly Statement<unknown>[]): SharedFlights {
    return new SharedFlights(
      (statements) => this.#fly(statements),
      (statements) => this.#heldUp.take(() => this.#fly(statements)),
      { lanes, first },
    );
  }

  /** Reads travel with others' reads (see SharedFlights), long ones apart. */
  reader(settings: RowSettings): Reader {
    return this.#reader(settings, true);
  }

  #reader(settings: RowSettings, isPatient: boolean): Reader {
    const passenger = { ...actorOf(settings), isPatient };
    const { organisationId } = settings;
    return asReader(settings, async (...statements) => {
      refuseWrites(statements);
      if (statements.some((statement) => this.#isLong(statement, organisationId))) {
        return this.#flyApart(settings, statements);
      }
      const results = await this.#reads.join({ ...passenger, statements: () => statements });
      for (const [index, rows] of results.entries()) {
        const text = statements[index]?.text;
        if (rows.length < MOST_SHARED_ROWS || text === undefined) continue;
        this.#long.set(text, (this.#long.get(text) ?? new Set()).add(organisationId));
      }
      return results;
    });
  }

  #isLong({ isLong, text }: Statement<unknown>, organisationId: string): boolean {
    return isLong === true || this.#long.get(text)?.has(organisationId) === true;
  }

  /** A reader for long queries: nobody else waits for them. */
  readerApart(settings: RowSettings): Reader {
    return asReader(settings, async (...statements) => {
      refuseWrites(statements);
      return this.#flyApart(settings, statements);
    });
  }

  async #flyApart(settings: RowSettings, statements: readonly Statement<unknown>[]) {
    const rows = await this.#apart.take(() => this.#fly([setActor(settings), ...statements]));
    return rows.slice(1);
  }

  /** Statements that are written down only when their flight leaves; each flight is a transaction. */
  join(
    settings: RowSettings,
    statements: () => readonly Statement<unknown>[],
  ): Promise<Record<string, unknown>[][]> {
    return this.#reads.join({ ...actorOf(settings), isPatient: true, statements });
  }

  /** One flight without an actor: sees global tables only. */
  async global<Statements extends readonly Statement<unknown>[]>(
    ...statements: Statements
  ): Promise<Rows<Statements>> {
    refuseWrites(statements);
    return (await this.#fly(statements)) as Rows<Statements>;
  }

  async #fly(statements: readonly Statement<unknown>[]): Promise<Record<string, unknown>[][]> {
    const client = await connect(this.#pool);
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
  transaction<Result>(
    settings: RowSettings,
    body: (transaction: Transaction) => Promise<Result>,
  ): Promise<Result> {
    return retried(() => this.#attempt(this.#pool, settings, body));
  }

  /**
   * The same for whoever is within a transaction, committed before that. Its connections are nobody else's: those who wait for what the
   * transaction holds may have taken all the others.
   */
  transactionBeside<Result>(
    settings: RowSettings,
    body: (transaction: Transaction) => Promise<Result>,
  ): Promise<Result> {
    return retried(() => this.#attempt(this.#beside, settings, body));
  }

  /**
   * Like a transaction whose reads are a snapshot of before: they travel with others' reads, and all that `body`
   * pushed with others' pushes, in one commit of them all. What must still hold when they are written is held by the
   * database itself (app.hold_parent), which fails when it does not; then `body` runs again.
   */
  append<Result>(
    settings: RowSettings,
    body: (transaction: Transaction) => Promise<Result>,
  ): Promise<Result> {
    return retried(async () => {
      const pushed: Statement<unknown>[] = [];
      const push = (statement: Statement<unknown>) => void pushed.push(statement);
      const result = await body({ ...this.#reader(settings, false), push });
      await this.#appends.join({ ...actorOf(settings), isPatient: false, statements: () => pushed });
      return result;
    });
  }

  async #attempt<Result>(
    pool: pg.Pool,
    settings: RowSettings,
    body: (transaction: Transaction) => Promise<Result>,
  ): Promise<Result> {
    const client = await connect(pool);
    let broken: Error | undefined;
    let failure: unknown;
    let waiting: Statement<unknown>[] = [BEGIN, setActor(settings)];
    let begun = false;
    const send = async (statements: readonly Statement<unknown>[]) => {
      const sent = waiting.length;
      const flight = [...waiting, ...statements];
      waiting = [];
      begun = true;
      return (
        await flyOn(client, flight).catch((error: unknown) => {
          failure ??= error;
          throw error;
        })
      ).slice(sent);
    };
    try {
      const transaction: Transaction = {
        ...asReader(settings, (...statements) => send(statements)),
        push: (statement) => void waiting.push(statement),
      };
      const result = await body(transaction);
      // who caught it goes on in a transaction that keeps nothing: a commit would be answered like any other
      if (failure !== undefined) throw failure;
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

/** Texts that were looked at, and read only. */
const readings = new Set<string>();
const WRITE = /(?:^|\()\s*(?:insert\s+into|update|delete\s+from|truncate)\s/i;

/**
 * What one writes in a flight that only reads is committed with it, whatever becomes of the rest: an addition would leave half of
 * itself.
 * @throws Error a defect of the caller
 */
function refuseWrites(statements: readonly Statement<unknown>[]): void {
  for (const { text, name } of statements) {
    if (readings.has(text)) continue;
    if (WRITE.test(text)) throw new Error(`written among readings: ${text.slice(0, 80)}`);
    if (name !== '') readings.add(text);
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

/** @throws with a code that says that the database is away for now: a pool that waits in vain says it in words only */
function connect(pool: pg.Pool): Promise<pg.PoolClient> {
  return pool.connect().catch((error: Error) => {
    throw Object.assign(error, { code: (error as { code?: string }).code ?? 'ECONNTIMEOUT' });
  });
}

async function flyOn(client: pg.PoolClient, statements: readonly Statement<unknown>[]) {
  return client.query(new Flight(statements)).results;
}

async function retried<Result>(attempt: () => Promise<Result>): Promise<Result> {
  for (let attempts = 1; ; attempts += 1) {
    try {
      return await attempt();
    } catch (error) {
      if (attempts === ATTEMPTS || !RETRIED.has(sqlState(error) ?? '')) throw error;
    }
  }
}

/** Who has the same sees the same rows. */
export function sightOf({ organisationId, actorId, scope, siteIds }: RowSettings): string {
  return JSON.stringify([organisationId, scope, scope === 'own' ? actorId : null, siteIds.toSorted()]);
}

/** What makes a passenger of shared flights act as this actor. */
function actorOf(settings: RowSettings) {
  const { organisationId, actorId, scope, siteIds } = settings;
  const actorKey = `${organisationId}|${actorId}|${scope}|${siteIds.join()}`;
  return { organisationId, actorKey, setActor: setActor(settings) };
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
