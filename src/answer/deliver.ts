import { type Receipt, sendResponse } from './door.ts';
import type { RoundForm, Submission } from './journey.ts';

/** What the server said of what it was sent: only this may be told to the person. */
export interface Told {
  /** Answers for which the station was alerted. */
  readonly alerts: number;
  readonly keptApart: readonly NonNullable<Receipt['keptApart']>[];
  readonly refusals: readonly string[];
}

/** Submitted under one link and not all with the server yet. */
export interface Outgoing {
  /** Not the link: two may have answered by one slip, and both are heard. */
  readonly id: string;
  readonly token: string;
  /** What was asked, for whoever takes the device next and has no connection; absent in what an earlier version kept. */
  readonly form?: RoundForm;
  readonly submissions: readonly Submission[];
  readonly told: Told;
}

export function outgoing(of: Pick<Outgoing, 'id' | 'token' | 'form' | 'submissions'>): Outgoing {
  return { ...of, told: { alerts: 0, keptApart: [], refusals: [] } };
}

/**
 * Sends one after the other. A refusal of one does not keep the next from being heard. `keep` is told what is left after
 * each.
 * @returns what is left: nothing of it where `submissions` is empty
 */
export async function deliver(
  from: Outgoing,
  keep: (left: Outgoing) => void,
  send = sendResponse,
): Promise<Outgoing> {
  let left = from;
  for (const submission of from.submissions) {
    const said = await send(submission);
    if (said.kind === 'unreachable') return left;
    const { alerts, keptApart, refusals } = left.told;
    const told: Told =
      said.kind === 'refusal'
        ? { alerts, keptApart, refusals: [...refusals, said.code] }
        : {
            alerts: alerts + said.value.alerts.length,
            keptApart: said.value.keptApart === null ? keptApart : [...keptApart, said.value.keptApart],
            refusals,
          };
    left = { ...left, submissions: left.submissions.slice(1), told };
    keep(left);
  }
  return left;
}

const FIRST_WAIT_MS = 2_000;
const LONGEST_WAIT_MS = 60_000;

/** How long to wait before the next attempt; spread out, since a whole class lost the connection at the same moment. */
export function waitBefore(attempt: number, random: number): number {
  return Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** attempt) * (0.5 + random / 2);
}
