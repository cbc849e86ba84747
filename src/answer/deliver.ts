import { sendResponse } from './door.ts';
import { type Journey, pendingIds } from './journey.ts';

export type Delivery =
  | { readonly kind: 'delivered'; readonly journey: Journey }
  | { readonly kind: 'refused'; readonly journey: Journey; readonly code: string }
  | { readonly kind: 'waiting'; readonly journey: Journey };

/**
 * Sends what the server does not have yet, each instrument under the id that it got on this phone: sending again after a
 * lost answer is harmless. `keep` is told of every receipt before the next is sent.
 */
export async function deliver(
  token: string,
  journey: Journey,
  keep: (journey: Journey) => void,
  send = sendResponse,
): Promise<Delivery> {
  let current = journey;
  for (const instrumentId of pendingIds(journey)) {
    const said = await send({
      id: journey.responseIds[instrumentId] ?? '',
      instrumentId,
      invitationToken: token,
      answers: journey.answers[instrumentId] ?? {},
      answeredAt: journey.finishedAt ?? new Date().toISOString(),
    });
    if (said.kind === 'unreachable') return { kind: 'waiting', journey: current };
    // answered already, on another phone: nothing more to send
    const isSettled = said.kind === 'answer' || said.code === 'already_answered';
    if (!isSettled) return { kind: 'refused', journey: current, code: said.code };
    current = { ...current, receivedIds: [...current.receivedIds, instrumentId] };
    keep(current);
  }
  return { kind: 'delivered', journey: current };
}

const FIRST_WAIT_MS = 2_000;
const LONGEST_WAIT_MS = 60_000;

/** How long to wait before the next attempt; spread out, since a whole class lost the connection at the same moment. */
export function waitBefore(attempt: number, random: number): number {
  return Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** attempt) * (0.5 + random / 2);
}
