import { Counter } from 'prom-client';
import { systemSettings } from '../platform/database/database.ts';
import { firstIdAt } from '../platform/database/ids.ts';
import { Turns } from '../platform/database/turns.ts';
import { type CountsByState, type Figures, gaugeOfStates } from '../platform/log/figures.ts';
import type { Doors } from '../platform/work/doors.ts';
import { askEach } from '../platform/work/each-organisation.ts';
import type { Services, Work } from '../platform/work/work.ts';
import { findOutbox } from '../platform/work/outbox.ts';
import { emptyOutbox } from './empty-outbox.ts';
import { KEPT_MS, type Replay } from './messages.ts';
import { type Resolve, resolverOf, type Way } from './post.ts';
import { type Outcome, sendNext, type SendParts } from './send-message.ts';
import { type Candidate, FairQueue, inTurn } from './fair-queue.ts';
import * as messages from './sql-messages.ts';
import * as sql from './sql.ts';

/** Receivers at once: most of the time is theirs. */
const LANES = 24;
/** Of these look first to those that failed lately: each of them may take its ten seconds, and gets its turn all the same. */
const PATIENT_LANES = 8;
/** Connections to the database at once, of all lanes. */
const CONNECTIONS = 4;
/** A job ends before the next minute's begins. */
const RUN_MS = 45_000;
/** Of what somebody waits for at a page. */
const ASKED_RUN_MS = 12_000;
/** A receiver with much to get lets others in between. */
const TURN_MS = 2_000;
/** A receiver that refuses one message may take the next; one that refuses so many in a row is asked again in a minute. */
const PATIENCE = 5;
const PART = 2_000;
/** After all others (RFC 9562, Max UUID). */
const HIGHEST_ID = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

interface WebhooksParts {
  readonly services: Services;
  readonly doors: Doors;
  readonly allowsPrivate: boolean;
  /** hears of errors that nobody foresaw */
  readonly onDefect: (organisationId: string, error: unknown) => void;
  /** how names are looked up; a test's own name servers */
  readonly resolve?: Resolve;
}

/** Tells other systems what happened, each at its own pace. */
export class Webhooks {
  readonly #services: Services;
  readonly #doors: Doors;
  readonly #onDefect: WebhooksParts['onDefect'];
  readonly #way: Way;
  readonly #turns = new Turns(CONNECTIONS);
  #isStopping = false;
  /** organisations of which somebody waits for what is sent now */
  readonly #asked = new Set<string>();
  /** organisation → what has not arrived, as of its last turn */
  readonly #open: CountsByState<'waiting' | 'dead'> = new Map();
  readonly #sent = new Counter({
    name: 'nuantu_webhook_attempts_total',
    help: 'Messages sent to other systems, by what became of them',
    labelNames: ['outcome'],
    registers: [],
  });
  readonly figures: Figures;

  constructor({
    services,
    doors,
    allowsPrivate,
    onDefect,
    resolve = resolverOf(allowsPrivate),
  }: WebhooksParts) {
    this.#services = services;
    this.#doors = doors;
    this.#onDefect = onDefect;
    this.#way = { resolve, allowsPrivate };
    const gauge = gaugeOfStates(
      {
        name: 'nuantu_webhook_messages',
        help: 'Messages to other systems that have not arrived, as of the last minute',
      },
      ['waiting', 'dead'],
      this.#open,
    );
    this.figures = [gauge, this.#sent];
  }

  /** Whether messages go into the network of whoever runs this server. */
  get allowsPrivate(): boolean {
    return this.#way.allowsPrivate;
  }

  /** Ends what is under way after the message that is being sent: a server that stops waits for no receiver's backlog. */
  stop(): void {
    this.#isStopping = true;
  }

  /**
   * Empties the outboxes and sends what is due, until nothing is or the time is over: what is left has the next job.
   * @param organisationIds one that fails is told and keeps no other waiting
   */
  async sendDue(organisationIds: readonly string[], runMs = RUN_MS): Promise<void> {
    const until = performance.now() + runMs;
    const due = await askEach(organisationIds, (id) => this.#listDue(id));
    const ordered = inTurn(due.flatMap(([, candidates]) => candidates));
    const queues = {
      failing: new FairQueue(ordered.filter((candidate) => candidate.is_failing)),
      sound: new FairQueue(ordered.filter((candidate) => !candidate.is_failing)),
    };
    const lanes = Array.from({ length: LANES }, (_, lane) =>
      this.#work(
        lane < PATIENT_LANES ? [queues.failing, queues.sound] : [queues.sound, queues.failing],
        until,
      ),
    );
    await Promise.all(lanes);
  }

  /**
   * What somebody of an organisation waits for. Asked again while it is under way, it is the same run that sends it, or the next
   * minute's: whoever presses often takes no other's place.
   */
  async sendAsked(organisationId: string): Promise<void> {
    if (this.#asked.has(organisationId)) return;
    this.#asked.add(organisationId);
    try {
      await this.sendDue([organisationId], ASKED_RUN_MS);
    } finally {
      this.#asked.delete(organisationId);
    }
  }

  /** What happened so far is written down for those who want it now. */
  async empty(organisationId: string): Promise<void> {
    const { database, clock } = this.#services;
    const isClosed = this.#doors.isClosed(organisationId);
    const reader = database.reader(systemSettings(organisationId));
    if ((await reader.first(findOutbox({ organisationId }))) !== undefined)
      await this.#turns.take(() => emptyOutbox(database, organisationId, { now: clock(), isClosed }));
  }

  async #listDue(organisationId: string): Promise<Candidate[]> {
    try {
      const { database, clock } = this.#services;
      const reader = database.reader(systemSettings(organisationId));
      await this.empty(organisationId);
      if (this.#doors.isClosed(organisationId)) return [];
      const [due, [counts]] = await reader.all(
        sql.listDue(organisationId, clock()),
        messages.countUndelivered({ organisationId }),
      );
      if (counts === undefined || counts.waiting + counts.dead === 0) this.#open.delete(organisationId);
      else this.#open.set(organisationId, counts);
      return due.map((row) => ({ ...row, organisationId }));
    } catch (error) {
      this.#onDefect(organisationId, error);
      return [];
    }
  }

  #isOver(until: number): boolean {
    return this.#isStopping || performance.now() >= until;
  }

  /** One lane: takes whoever is next, of the first queue that holds anybody, and puts back whoever has more to get. */
  async #work(queues: readonly FairQueue[], until: number): Promise<void> {
    while (!this.#isOver(until)) {
      const queue = queues.find((one) => one.hasNext());
      const next = queue?.take();
      if (queue === undefined || next === undefined) return;
      let isMore = false;
      try {
        isMore = await this.#sendTurn(next, until);
      } catch (error) {
        this.#onDefect(next.organisationId, error);
      } finally {
        queue.give(next, isMore);
      }
    }
  }

  /** @returns whether there may be more that it takes */
  async #sendTurn({ organisationId, id }: Candidate, until: number): Promise<boolean> {
    const parts: SendParts = {
      way: this.#way,
      turns: this.#turns,
      onDefect: (error) => this.#onDefect(organisationId, error),
    };
    const end = Math.min(until, performance.now() + TURN_MS);
    let patience = PATIENCE;
    while (!this.#isOver(end)) {
      const outcome: Outcome = await sendNext(parts, () => this.#workOf(organisationId), id);
      if (outcome === 'nothing') return false;
      this.#sent.inc({ outcome });
      patience = outcome === 'delivered' ? PATIENCE : patience - 1;
      if (outcome === 'asked_later' || patience === 0) return false;
    }
    return true;
  }

  /** Made for each row: what is written down of it is of its own time. */
  #workOf(organisationId: string): Work {
    return this.#doors.open(organisationId, { requestId: 'send-webhooks', language: 'zh-CN' });
  }

  /** Has messages sent again, a part in each transaction. */
  async replay({ organisationId, subscriptionId, after }: Replay): Promise<void> {
    const { database, clock } = this.#services;
    const settings = systemSettings(organisationId);
    const replayAfter = (from: string) =>
      database.transaction(settings, async (transaction): Promise<string | undefined> => {
        const part = { organisationId, subscriptionId, after: from, now: clock(), limit: PART };
        const [rows] = await transaction.all(messages.replaySome(part));
        const ids = rows.map(({ id }) => id).toSorted();
        return ids.length < PART ? undefined : ids.at(-1);
      });
    for (let from: string | undefined = after; from !== undefined;) from = await replayAfter(from);
  }

  /** Deletes messages that are old, and connections that were ended, a part in each transaction. */
  async trim(organisationId: string): Promise<void> {
    const { database, clock } = this.#services;
    const settings = systemSettings(organisationId);
    const old = firstIdAt(new Date(clock().getTime() - KEPT_MS));
    const [holders] = await database.reader(settings).all(sql.listHolders({ organisationId }));
    for (const { id, state } of holders) {
      const isEnded = state === 'ended';
      const upTo = isEnded ? HIGHEST_ID : old;
      const part = { organisationId, subscriptionId: id, upTo, limit: PART };
      for (let deleted = PART; deleted === PART && !this.#isStopping;)
        deleted = await database.transaction(
          settings,
          async (transaction) => (await transaction.first(messages.deleteSome(part)))?.count ?? 0,
        );
      if (isEnded && !this.#isStopping)
        await database.transaction(settings, async (transaction) =>
          transaction.push(sql.deleteSubscription({ organisationId, id })),
        );
    }
  }
}
