import { lifecycle, type CaseStatus } from './lifecycle.ts';

/** What happened to a case, oldest first; instants are ISO 8601 in UTC. */
export type CaseEvent =
  | { kind: 'opened'; at: string; status: 'referral' | 'intake' }
  | { kind: 'moved'; at: string; to: CaseStatus };

export interface CaseState {
  status: CaseStatus;
  openedAt: string;
  /** When the present status began. */
  since: string;
  /** When the case was last closed, declined, transferred or withdrawn; null while it is in work. */
  endedAt: string | null;
  timesReopened: number;
}

/**
 * The state of a case as a fold over its events, the same on the server and on a device that was offline. Undefined
 * before the first event.
 * @throws RangeError when the events do not follow the lifecycle: they are not one case's, or not in order
 */
export function foldCase(events: readonly CaseEvent[]): CaseState | undefined {
  let state: CaseState | undefined;
  for (const event of events) state = applyEvent(state, event);
  return state;
}

function applyEvent(state: CaseState | undefined, event: CaseEvent): CaseState {
  if (event.kind === 'opened') {
    if (state !== undefined) throw new RangeError('a case is opened once');
    return { status: event.status, openedAt: event.at, since: event.at, endedAt: null, timesReopened: 0 };
  }
  if (state === undefined) throw new RangeError('a case begins with its opening');
  if (event.at < state.since) throw new RangeError('the events are not in order');
  if (lifecycle[state.status].to[event.to] === undefined)
    throw new RangeError('the lifecycle has no such step');
  return {
    ...state,
    status: event.to,
    since: event.at,
    endedAt: lifecycle[event.to].phase === 'ended' ? event.at : null,
    timesReopened: state.timesReopened + (event.to === 'reopened' ? 1 : 0),
  };
}
