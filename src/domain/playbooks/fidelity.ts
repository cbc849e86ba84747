import type { Playbook, Session } from './playbook.ts';

export interface Share {
  done: number;
  planned: number;
  /** From 0 to 1. */
  share: number;
}

export interface SessionDelivery {
  sessionId: string;
  /** Ids of the checklist items that were done. */
  done: readonly string[];
}

/**
 * How faithfully one session was delivered: the share of its checklist that was done. Items count once, however often
 * they are ticked.
 * @throws RangeError for an item that is not on the checklist: the record belongs to another version
 */
export function sessionFidelity(session: Session, done: readonly string[]): Share {
  const planned = new Set(session.checklist.map(({ id }) => id));
  const ticked = new Set(done);
  if ([...ticked].some((id) => !planned.has(id)))
    throw new RangeError('not on the checklist of this session');
  return { done: ticked.size, planned: planned.size, share: ticked.size / planned.size };
}

/**
 * How faithfully a playbook was delivered so far: the done and planned checklist items of all delivered sessions.
 * Sessions that did not take place are a matter of dose and do not count here; null before the first one.
 * @throws RangeError for a session that is not in the playbook, or that was delivered twice
 */
export function deliveryFidelity(playbook: Playbook, deliveries: readonly SessionDelivery[]): Share | null {
  const ids = deliveries.map(({ sessionId }) => sessionId);
  if (new Set(ids).size < ids.length) throw new RangeError('a session delivered twice');
  const shares = deliveries.map(({ sessionId, done }) =>
    sessionFidelity(getSession(playbook, sessionId), done),
  );
  if (shares.length === 0) return null;
  const done = shares.reduce((sum, share) => sum + share.done, 0);
  const planned = shares.reduce((sum, share) => sum + share.planned, 0);
  return { done, planned, share: done / planned };
}

/**
 * How much of the playbook one person received: sessions attended of those planned, whether or not they took place, since
 * a cancelled session reached nobody.
 * @throws RangeError for a session that is not in the playbook
 */
export function attendedDose(playbook: Playbook, attended: readonly string[]): Share {
  const reached = new Set(attended.map((id) => getSession(playbook, id).id));
  const planned = playbook.sessions.length;
  return { done: reached.size, planned, share: reached.size / planned };
}

function getSession(playbook: Playbook, id: string): Session {
  const session = playbook.sessions.find((candidate) => candidate.id === id);
  if (session === undefined) throw new RangeError('no such session in this playbook');
  return session;
}
