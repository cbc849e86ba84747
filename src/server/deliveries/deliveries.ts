import { nextAttemptAt } from '../../domain/deliveries/next-attempt.ts';
import { type CountsByState, type Figures, gaugeOfStates } from '../platform/log/figures.ts';
import { allEnded } from '../platform/work/all-ended.ts';
import type { Doors } from '../platform/work/doors.ts';
import type { Work } from '../platform/work/work.ts';
import { byKind, type Receipt, type Receiver } from './kinds.ts';
import type { GivenUp } from './notifications.ts';
import { failureOf, receive } from './receive.ts';
import * as sql from './sql.ts';

const PER_RECEIVER = 20;
/** Receivers at once, a connection each: the requests of the moment need the others. */
const LANES = 4;
/** After so long the next sender has its turn; the next minute goes on. */
const TURN_MS = 60_000;

interface DeliveriesParts {
  readonly doors: Doors;
  readonly receivers: readonly Receiver[];
  /** hears of errors that nobody foresaw */
  readonly onDefect: (toOrganisationId: string, error: unknown) => void;
  /** hears of what is not tried any more, once that is written down */
  readonly onGivenUp?: (delivery: GivenUp) => Promise<void>;
}

/** Carries what organisations sent into the inboxes of others. */
export class Deliveries {
  readonly #doors: Doors;
  readonly #receivers: ReadonlyMap<string, Receiver>;
  readonly #onDefect: DeliveriesParts['onDefect'];
  readonly #onGivenUp: DeliveriesParts['onGivenUp'];
  /** organisation → what is not delivered, as of its last turn */
  readonly #open: CountsByState<'waiting' | 'dead'> = new Map();
  readonly figures: Figures;

  constructor({ doors, receivers, onDefect, onGivenUp }: DeliveriesParts) {
    this.#doors = doors;
    this.#receivers = byKind(receivers);
    this.#onDefect = onDefect;
    this.#onGivenUp = onGivenUp;
    this.figures = [
      gaugeOfStates(
        {
          name: 'nuantu_deliveries',
          help: 'Deliveries between organisations that have not arrived, as of the last minute',
        },
        ['waiting', 'dead'],
        this.#open,
      ),
    ];
  }

  /** Names of a kind for people; undefined: this version does not know it. */
  nameOf(kind: string): Receiver['name'] | undefined {
    return this.#receivers.get(kind)?.name;
  }

  /** What is due of one sender, for a minute. Two at once do no harm: the inbox handles each item once. */
  async deliverDue(organisationId: string): Promise<void> {
    if (this.#doors.isClosed(organisationId)) return;
    const end = performance.now() + TURN_MS;
    while (performance.now() < end) {
      let { due, counts, marked } = await this.#look(organisationId);
      if (marked.length > 0) {
        await this.#sendMarked(organisationId, marked);
        ({ due, counts } = await this.#look(organisationId));
      }
      if (counts !== undefined) this.#open.set(organisationId, counts);
      if (due.length === 0) return;
      const lanes = [...Map.groupBy(due, ({ to_organisation_id: to }) => to).values()].values();
      await allEnded(Array.from({ length: LANES }, () => this.#carryEach(organisationId, lanes)));
    }
  }

  /** What is due, and which kinds may have more to send first: in one flight. */
  async #look(organisationId: string) {
    const senders = [...this.#receivers.values()].filter(({ sendMarked }) => sendMarked !== undefined);
    return this.#workOf(organisationId).read(async (reading) => {
      const { now } = reading;
      const [due, [counts], ...answers] = await reading.all(
        sql.listDue({ organisationId, now, perReceiver: PER_RECEIVER }),
        sql.countOpen({ organisationId }),
        ...senders.flatMap(({ isMarked }) => isMarked?.(reading) ?? []),
      );
      const isMarkedAt = answers.map(([answer]) => answer?.is_marked === true).values();
      const marked = senders.filter(
        ({ isMarked }) => isMarked === undefined || isMarkedAt.next().value === true,
      );
      return { due, counts, marked };
    });
  }

  /** A kind that cannot say what is marked keeps nothing else back. */
  async #sendMarked(organisationId: string, marked: readonly Receiver[]): Promise<void> {
    for (const { sendMarked } of marked)
      await sendMarked?.(this.#workOf(organisationId)).catch((error: unknown) =>
        this.#onDefect(organisationId, error),
      );
  }

  /** Made for each row: what is written down of it is of its own time, not of when the first one began. */
  #workOf(organisationId: string): Work {
    return this.#doors.open(organisationId, { requestId: 'deliver', language: 'zh-CN' });
  }

  async #carryEach(from: string, lanes: Iterator<sql.Due[]> & Iterable<sql.Due[]>): Promise<void> {
    for (const rows of lanes) for (const row of rows) await this.#carry(from, row);
  }

  /** An item that fails ends nothing but itself; a sender whose own row cannot be written ends the job. */
  async #carry(organisationId: string, row: sql.Due): Promise<void> {
    const { id, to_organisation_id: to, kind, payload } = row;
    let receipt: Receipt;
    try {
      const door = this.#doors.open(to, { requestId: id, language: 'zh-CN' });
      receipt = await receive(door, this.#receivers, {
        id,
        fromOrganisationId: organisationId,
        kind,
        payload,
      });
    } catch (error) {
      await this.#fail(organisationId, row, error);
      return;
    }
    await this.#workOf(organisationId).change(async (change) => {
      const { now } = change;
      change.push(sql.markDelivered({ organisationId, id, receipt: JSON.stringify(receipt), now }));
    });
  }

  async #fail(from: string, { id, to_organisation_id: to, attempts: seen }: sql.Due, error: unknown) {
    const { code: failure, isFinal, isDefect } = failureOf(error);
    if (isDefect) this.#onDefect(to, error);
    const work = this.#workOf(from);
    const failures = seen + 1;
    const next = isFinal ? undefined : nextAttemptAt(failures, work.now);
    // before it is written down: whoever dies between the two tells it again, and not never
    if (next === undefined)
      await this.#onGivenUp?.({ organisationId: from, id, at: work.now }).catch((failed: unknown) =>
        // its page shows it all the same
        this.#onDefect(from, failed),
      );
    await work.change(async (change) => {
      const { organisationId, now } = change;
      const deadAt = next === undefined ? now : null;
      change.push(
        sql.markFailed({ organisationId, id, seen, failures, failure, nextAt: next ?? now, deadAt }),
      );
    });
  }
}
