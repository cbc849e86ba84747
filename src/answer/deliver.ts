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
  /** What the server cannot take as it is, perhaps since this page is newer than the server: tried again with the rest. */
  readonly held?: readonly Submission[];
  readonly told: Told;
}

export function outgoing(of: Pick<Outgoing, 'id' | 'token' | 'form' | 'submissions'>): Outgoing {
  return { ...of, told: { alerts: 0, keptApart: [], refusals: [] } };
}

/** Refused for how it was asked and not for what the server knows of the slip: nobody has heard it. */
const HELD = 'invalid_request';

/** Whether the server has, or has judged, all of it. */
export function isSettled({ submissions, held = [] }: Outgoing): boolean {
  return submissions.length === 0 && held.length === 0;
}

/**
 * Sends one after the other. A refusal of one does not keep the next from being heard. `keep` is told what is left after
 * each.
 * @returns what is left: `submissions` that the server was not reached with, and what is held
 */
export async function deliver(
  from: Outgoing,
  keep: (left: Outgoing) => void,
  send = sendResponse,
): Promise<Outgoing> {
  const { held = [], submissions, told: before } = from;
  const refusals = before.refusals.filter((code) => code !== HELD);
  let left: Outgoing = {
    ...from,
    submissions: [...held, ...submissions],
    held: [],
    told: { ...before, refusals },
  };
  for (const submission of left.submissions) {
    const said = await send(submission);
    if (said.kind === 'unreachable') return left;
    const isHeld = said.kind === 'refusal' && said.code === HELD;
    const { alerts, keptApart, refusals } = left.told;
    const told: Told =
      said.kind === 'refusal'
        ? { alerts, keptApart, refusals: [...refusals, said.code] }
        : {
            alerts: alerts + said.value.alerts.length,
            keptApart: said.value.keptApart === null ? keptApart : [...keptApart, said.value.keptApart],
            refusals,
          };
    left = {
      ...left,
      submissions: left.submissions.slice(1),
      held: isHeld ? [...(left.held ?? []), submission] : (left.held ?? []),
      told,
    };
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
