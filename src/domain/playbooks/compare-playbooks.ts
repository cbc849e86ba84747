import type { Playbook, Session } from './playbook.ts';
import {
  isSame,
  outerParts,
  type Place,
  scheduleOf,
  sessionParts,
  sessionPartsOf,
} from './playbook-parts.ts';

/** One place at which two playbooks differ. */
export interface PlaybookDifference {
  readonly kind: 'added' | 'removed' | 'changed';
  readonly place: Place;
  /** Undefined for what was added. */
  readonly before?: unknown;
  /** Undefined for what was removed. */
  readonly after?: unknown;
}

/**
 * What an adaptation changes, in the order of the original, what is new last: the page shows it side by side, a proposal
 * chooses from it. Sessions are known by their ids, so that one put elsewhere is a changed schedule and not another
 * session. Id, code and version are no content: every adaptation has its own.
 */
export function comparePlaybooks(original: Playbook, adapted: Playbook): PlaybookDifference[] {
  return [
    ...compareOuterParts(original, adapted),
    ...compareSchedules(original, adapted),
    ...compareSessions(original.sessions, adapted.sessions),
  ];
}

function compareOuterParts(original: Playbook, adapted: Playbook): PlaybookDifference[] {
  const before = outerParts(original);
  const after = outerParts(adapted);
  const places = new Set([...before.keys(), ...after.keys()]);
  return [...places].flatMap((place) => difference(place, before.get(place), after.get(place)) ?? []);
}

/** Of the sessions that both have: what was added or left out is a difference of its own. */
function compareSchedules(original: Playbook, adapted: Playbook): PlaybookDifference[] {
  const both = new Set(adapted.sessions.map(({ id }) => id));
  const ids = new Set(original.sessions.map(({ id }) => id).filter((id) => both.has(id)));
  const kept = (playbook: Playbook) => scheduleOf(playbook).filter(({ id }) => ids.has(id));
  if (isSame(kept(original), kept(adapted))) return [];
  return [{ kind: 'changed', place: 'schedule', before: scheduleOf(original), after: scheduleOf(adapted) }];
}

function compareSessions(before: readonly Session[], after: readonly Session[]): PlaybookDifference[] {
  const known = new Set(before.map(({ id }) => id));
  const added = after.filter(({ id }) => !known.has(id));
  return [
    ...before.flatMap((session) =>
      compareSession(
        session,
        after.find(({ id }) => id === session.id),
      ),
    ),
    ...added.map((session) => ({
      kind: 'added' as const,
      place: `sessions/${session.id}`,
      after: session,
    })),
  ];
}

function compareSession(before: Session, after: Session | undefined): PlaybookDifference[] {
  const place = `sessions/${before.id}`;
  if (after === undefined) return [{ kind: 'removed', place, before }];
  const own = sessionPartsOf(before);
  const other = sessionPartsOf(after);
  return sessionParts.flatMap((part) => difference(`${place}/${part}`, own[part], other[part]) ?? []);
}

function difference(place: Place, before: unknown, after: unknown): PlaybookDifference | undefined {
  if (isSame(before, after)) return undefined;
  if (before === undefined) return { kind: 'added', place, after };
  if (after === undefined) return { kind: 'removed', place, before };
  return { kind: 'changed', place, before, after };
}
