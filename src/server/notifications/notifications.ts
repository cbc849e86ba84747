import { type CountsByState, type Figures, gaugeOfStates } from '../platform/log/figures.ts';
import { NIL_ID } from '../platform/database/ids.ts';
import { allEnded } from '../platform/work/all-ended.ts';
import type { Doors } from '../platform/work/doors.ts';
import type { Services, Work } from '../platform/work/work.ts';
import { applyFindings, findChanged } from './follow.ts';
import { type NotificationKind, kindsByName } from './kind.ts';
import type { Way } from '../../domain/notifications/choices.ts';
import type { MessageWays } from './message-ways.ts';
import { type Bundle, giveBack, holdDue, sendBundle } from './send.ts';
import { findCalls, spread } from './spread.ts';
import { countOpenMessages } from './sql-messages.ts';
import { sendWarning, type Warning } from './warnings.ts';

export interface NotificationParts {
  readonly services: Services;
  readonly doors: Doors;
  readonly kinds: readonly NotificationKind[];
  readonly ways: MessageWays;
  /** hears of what could not be sent, and of errors that nobody foresaw */
  readonly onFailure: (task: string, organisationId: string, error: unknown) => void;
}

/** Messages at once by each way, a connection each to the other side. */
const LANES = 4;

/** Of a server that has nothing to say to the next one either. */
const NO_ANSWER = new Set(['too_slow', 'unreachable', 'outcome_unknown']);

/** Tells people what waits for them: on the page, and by the ways that they chose. */
export class Notifications {
  readonly #parts: NotificationParts;
  readonly kinds: ReadonlyMap<string, NotificationKind>;
  readonly ways: MessageWays;
  /** organisation → what did not go out, as of its last turn */
  readonly #open: CountsByState<'waiting' | 'given_up'> = new Map();
  readonly figures: Figures;

  constructor(parts: NotificationParts) {
    this.#parts = parts;
    this.ways = parts.ways;
    this.kinds = kindsByName(parts.kinds);
    this.figures = [
      gaugeOfStates(
        { name: 'nuantu_messages', help: 'Messages to staff that have not gone out, as of the last minute' },
        ['waiting', 'given_up'],
        this.#open,
      ),
    ];
  }

  #workOf(organisationId: string): Work {
    return this.#parts.doors.open(organisationId, { requestId: 'notify', language: 'zh-CN' });
  }

  /** Who is to hear of what is new. Touches nobody's server: what goes out is sent by sendDue. */
  async spreadNew(organisationId: string): Promise<void> {
    const { doors, ways, onFailure } = this.#parts;
    if (doors.isClosed(organisationId)) return;
    for (;;) {
      const work = this.#workOf(organisationId);
      const calls = await work.read((reading) =>
        findCalls(reading, this.kinds, (error) => onFailure('notify', organisationId, error)),
      );
      if (calls.length === 0) return;
      const isAnyOurs = await work.change(async (change) => {
        const claimed = await spread(change, calls, ways.open);
        if (ways.open.length > 0 && calls.some(({ to }) => to.length > 0)) change.ring('send-messages');
        return claimed > 0;
      });
      // another job has them all, and goes on with the rest
      if (!isAnyOurs) return;
    }
  }

  /** What became of that which people were told of; what moved is spread by the next spreadNew. */
  async followMatters(organisationId: string): Promise<void> {
    const { doors, onFailure } = this.#parts;
    if (doors.isClosed(organisationId)) return;
    const work = this.#workOf(organisationId);
    for (let after: string | undefined = NIL_ID; after !== undefined;) {
      const from: string = after;
      const { findings, next } = await work.read((reading) =>
        findChanged(reading, this.kinds, from, (error) => onFailure('notify', organisationId, error)),
      );
      if (findings.length > 0) await work.change(async (change) => applyFindings(change, findings));
      after = next;
    }
  }

  /**
   * Sends what is due of one organisation, each way by itself: a mail server that hangs holds up no text. A crash repeats at most what
   * was on its way, under the same Message-ID.
   * @param isOver asked before each message: what is left is due at once for the next turn
   * @param silent ways whose server gave no answer in this turn: they are left alone until the next
   */
  async sendDue(organisationId: string, isOver: () => boolean, silent = new Set<Way>()): Promise<void> {
    const { doors, ways } = this.#parts;
    if (doors.isClosed(organisationId) || isOver()) return;
    if ((await this.#countOpen(organisationId)) === 0) return;
    const turn = { organisationId, isOver, silent };
    await allEnded(ways.open.map((way) => this.#sendWay(turn, way)));
    await this.#countOpen(organisationId);
  }

  /** Of an account's own safety, at an address that it may not have any more. @throws SendError */
  async sendWarning(warning: Warning): Promise<void> {
    const { doors } = this.#parts;
    if (doors.isClosed(warning.organisationId)) return;
    await sendWarning(this.ways, this.#workOf(warning.organisationId), warning);
  }

  async #countOpen(organisationId: string): Promise<number> {
    const work = this.#workOf(organisationId);
    const counts = await work.read((reading) => reading.first(countOpenMessages({ organisationId })));
    if (counts !== undefined) this.#open.set(organisationId, counts);
    return counts?.waiting ?? 0;
  }

  async #sendWay(turn: Turn, way: Way): Promise<void> {
    const work = this.#workOf(turn.organisationId);
    while (!turn.isOver() && !turn.silent.has(way)) {
      const left = await work.change((change) => holdDue(change, way, this.kinds));
      if (left.length === 0) return;
      try {
        await allEnded(Array.from({ length: LANES }, () => this.#sendEach(turn, way, left)));
      } finally {
        if (left.length > 0) await work.change(async (change) => giveBack(change, left));
      }
    }
  }

  /** @param left shared with other lanes: what this one sends it takes out */
  async #sendEach({ organisationId, isOver, silent }: Turn, way: Way, left: Bundle[]): Promise<void> {
    const { services, onFailure } = this.#parts;
    while (!isOver() && !silent.has(way)) {
      const bundle = left.shift();
      if (bundle === undefined) return;
      const failure = await sendBundle(
        {
          services,
          kinds: this.kinds,
          ways: this.ways,
          work: this.#workOf(organisationId),
          onFailure: (error) => onFailure('send-messages', organisationId, error),
        },
        bundle,
      );
      if (failure !== undefined && NO_ANSWER.has(failure)) silent.add(way);
    }
  }
}

interface Turn {
  readonly organisationId: string;
  readonly isOver: () => boolean;
  readonly silent: Set<Way>;
}
