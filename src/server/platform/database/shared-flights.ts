import { availableParallelism } from 'node:os';
import pg from 'pg';
import type { Statement } from './statement.ts';

type Rows = Record<string, unknown>[];
type Send = (statements: readonly Statement<unknown>[]) => Promise<Rows[]>;

/** One actor's statements with the statement that makes the database act as that actor. */
export interface Passenger {
  readonly organisationId: string;
  /** passengers with the same key act as the same actor */
  readonly actorKey: string;
  readonly setActor: Statement<unknown>;
  /**
   * Waits a few turns of the event loop for others, as long as each turn brings in more: whom the last flight served ask
   * again within that time, and half as many flights cost the database a quarter less. Not for what comes before a
   * write, which waits for the disk, where others gather anyway.
   */
  readonly isPatient: boolean;
  /** asked for when the flight leaves, so that what comes in until then can still join */
  readonly statements: () => readonly Statement<unknown>[];
}

interface Waiting extends Passenger {
  readonly resolve: (rows: Rows[]) => void;
  readonly reject: (error: unknown) => void;
}

/** Half the cores: the other half is the server's own. */
const HALF_THE_CORES = Math.max(1, Math.floor(availableParallelism() / 2));
const MOST_PASSENGERS = 32;
/** Fewer than these are not worth a second flight. */
const FEW_PASSENGERS = 8;
/** Turns of the event loop. */
const PATIENCE = 6;

/**
 * What comes in together travels together: one write, one answer and one commit for all of it, each passenger behind
 * their own set_actor. Under load a system call and a commit per request are what costs most; alone, a passenger leaves
 * at once.
 *
 * When a shared flight fails, its passengers fly again each alone: nobody's error is somebody else's. In a lane nobody waits
 * long for a row that somebody holds, also not whoever flies there alone: all organisations would wait behind them. Whoever has to
 * wait does so apart.
 */
export class SharedFlights {
  readonly #send: Send;
  readonly #sendApart: Send;
  readonly #lanes: number;
  readonly #first: readonly Statement<unknown>[];
  #waiting: Waiting[] = [];
  #underWay = 0;
  #flying = 0;
  #isLeaving = false;

  /**
   * @param lanes flights under way at once, as many as half the cores or as given where that is more; what comes in
   *   meanwhile shares the next
   * @param first what a flight says once somebody acts
   * @param sendApart for who waits for a row until they have it
   */
  constructor(
    send: Send,
    sendApart: Send,
    { lanes, first }: { lanes: number; first: readonly Statement<unknown>[] },
  ) {
    this.#send = send;
    this.#sendApart = sendApart;
    this.#lanes = Math.max(lanes, HALF_THE_CORES);
    this.#first = first;
  }

  /** Rows of each of the passenger's statements, once committed. */
  join(passenger: Passenger): Promise<Rows[]> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ ...passenger, resolve, reject });
      this.#leaveSoon();
    });
  }

  #leaveSoon(): void {
    if (this.#isLeaving || this.#underWay >= this.#lanes || this.#waiting.length === 0) return;
    this.#isLeaving = true;
    let turns = 0;
    let seen = 0;
    // after everything that the present turn of the event loop brought in
    const afterTurn = () => {
      const hasGrown = this.#waiting.length > seen;
      seen = this.#waiting.length;
      turns += 1;
      if (hasGrown && turns <= PATIENCE && this.#arePatient()) return void setImmediate(afterTurn);
      this.#isLeaving = false;
      this.#leave();
      this.#leaveSoon();
    };
    setImmediate(afterTurn);
  }

  #arePatient(): boolean {
    return this.#waiting.every(({ isPatient }) => isPatient);
  }

  #leave(): void {
    if (this.#underWay >= this.#lanes || this.#waiting.length === 0) return;
    const boarding = this.#waiting.splice(0, this.#seats());
    this.#underWay += 1;
    this.#flying += boarding.length;
    let hasLanded = false;
    const land = () => {
      if (hasLanded) return;
      hasLanded = true;
      this.#underWay -= 1;
      this.#flying -= boarding.length;
      // at once: the database works on the next flight while the answers of this one are written
      if (this.#arePatient()) this.#leaveSoon();
      else this.#leave();
    };
    void this.#fly(boarding, land).finally(land);
  }

  /** An equal share of all passengers for each lane: one flight is in the database while another is being answered. */
  #seats(): number {
    const share = Math.ceil((this.#waiting.length + this.#flying) / this.#lanes);
    return Math.min(MOST_PASSENGERS, Math.max(FEW_PASSENGERS, share));
  }

  /** @param onLanded called as soon as the database has done its part */
  async #fly(waiting: readonly Waiting[], onLanded: () => void): Promise<void> {
    const passengers = waiting.flatMap(board);
    if (passengers.length === 0) return onLanded();
    let { statements, seats } = this.#seat(passengers, this.#first);
    let landed = await settled(this.#send(statements));
    onLanded();
    if ('error' in landed && passengers.length > 1) {
      await Promise.all(passengers.map((passenger) => this.#fly([passenger], () => undefined)));
      return;
    }
    if ('error' in landed && isHeldUp(landed.error)) {
      ({ statements, seats } = this.#seat(passengers, []));
      landed = await settled(this.#sendApart(statements));
    }
    for (const [index, { resolve, reject }] of passengers.entries()) {
      if ('error' in landed) reject(landed.error);
      else resolve((seats[index] ?? []).map((seat) => (seat === undefined ? [] : (landed.rows[seat] ?? []))));
    }
  }

  /**
   * Each actor's statements behind their set_actor, and at the end what is added together.
   * @param first what the flight says once somebody acts: before, it is no transaction that a setting could hold for
   */
  #seat(passengers: readonly Boarded[], first: readonly Statement<unknown>[]) {
    const statements: Statement<unknown>[] = [];
    let actorKey: string | undefined;
    const actAs = (passenger: Passenger) => {
      if (passenger.actorKey !== actorKey) statements.push(passenger.setActor);
      if (actorKey === undefined) statements.push(...first);
      actorKey = passenger.actorKey;
    };
    const gathered = new Map<string, Gathered>();
    const seats = passengers.map((passenger) => {
      actAs(passenger);
      return passenger.own.map((statement) => {
        const { together, values } = statement;
        if (together === undefined || passengers.length === 1) return statements.push(statement) - 1;
        gather(gathered, passenger, together, values);
        return undefined;
      });
    });
    for (const { passenger, tables } of gathered.values()) {
      actAs(passenger);
      for (const [together, rows] of tables) statements.push(together(rows));
    }
    return { statements, seats };
  }
}

type Boarded = Waiting & { readonly own: readonly Statement<unknown>[] };

/** What passengers of an organisation add together. */
interface Gathered {
  /** the last of them, as whom they are added: where the flight ends with that one, nobody is set anew */
  passenger: Passenger;
  readonly tables: Map<NonNullable<Statement<unknown>['together']>, (readonly unknown[])[]>;
}

function gather(
  gathered: Map<string, Gathered>,
  passenger: Passenger,
  together: NonNullable<Statement<unknown>['together']>,
  values: readonly unknown[],
): void {
  const { organisationId } = passenger;
  const known = gathered.get(organisationId) ?? { passenger, tables: new Map() };
  known.passenger = passenger;
  gathered.set(organisationId, known);
  const rows = known.tables.get(together) ?? [];
  rows.push(values);
  known.tables.set(together, rows);
}

type Landed = { readonly rows: Rows[] } | { readonly error: unknown };

function settled(sent: Promise<Rows[]>): Promise<Landed> {
  return sent.then(
    (rows) => ({ rows }),
    (error: unknown) => ({ error }),
  );
}

/** It waited for a lock as long as it may: lock_not_available. */
function isHeldUp(error: unknown): boolean {
  return error instanceof pg.DatabaseError && error.code === '55P03';
}

/** With the statements that they bring; whoever cannot say theirs stays behind, and the others leave. */
function board(passenger: Waiting): Boarded[] {
  try {
    return [{ ...passenger, own: passenger.statements() }];
  } catch (error) {
    passenger.reject(error);
    return [];
  }
}
