import { comparePlaybooks, type PlaybookDifference } from './compare-playbooks.ts';
import type { LevelPlan, ModulePlan, Playbook, Session } from './playbook.ts';
import {
  isSame,
  outerParts,
  type Place,
  readPlace,
  type SessionPart,
  sessionPartsOf,
  withSessionPart,
} from './playbook-parts.ts';

export interface PlaybookMerge {
  readonly playbook: Playbook;
  /** Places that hold what the adaptation has. */
  readonly merged: readonly Place[];
  /** Places that the target changed on its own, or lost: they stay as they are, and a person decides. */
  readonly conflicts: readonly Place[];
}

/**
 * Takes over what an adaptation changed, where the target is still as it was when the adaptation began: how a proposal
 * comes into the universal model, a new universal version into an adaptation, and one author's work to another's.
 * @param base what the adaptation began with
 * @param places which of its differences; all where left out
 * @returns the target's own id, code and version with the merged content; sessions added or moved get the next free week
 */
export function mergePlaybooks(
  target: Playbook,
  base: Playbook,
  adapted: Playbook,
  places?: readonly Place[],
): PlaybookMerge {
  const differences = comparePlaybooks(base, adapted).filter(({ place }) => places?.includes(place) ?? true);
  const merged: Place[] = [];
  const conflicts: Place[] = [];
  let playbook = target;
  // the schedule last: it places the sessions that were added before it
  for (const one of [...differences].sort((left, right) => rankOf(left) - rankOf(right))) {
    const next = mergeOne(playbook, { base, adapted }, one);
    (next === undefined ? conflicts : merged).push(one.place);
    playbook = next ?? playbook;
  }
  return { playbook, merged, conflicts };
}

function rankOf({ place }: PlaybookDifference): number {
  return place === 'schedule' ? 1 : 0;
}

interface Sides {
  readonly base: Playbook;
  readonly adapted: Playbook;
}

/** Undefined: the target has a change of its own there. */
function mergeOne(target: Playbook, sides: Sides, change: PlaybookDifference): Playbook | undefined {
  const place = readPlace(change.place);
  switch (place.kind) {
    case 'schedule':
      return mergeSchedule(target, sides);
    case 'session':
      return mergeSession(target, sides.adapted, place.id, change);
    case 'session_part':
      return mergeSessionPart(target, sides.adapted, place, change);
    case 'head':
      return mergeOuter(target, change, () => ({ ...target, [place.part]: change.after }));
    case 'level':
      return mergeOuter(target, change, () => ({
        ...target,
        levels: { ...target.levels, [place.level]: change.after as LevelPlan },
      }));
    case 'module':
      return mergeOuter(target, change, () => ({
        ...target,
        modules: withModule(target.modules, place.code, change.after as ModulePlan | undefined),
      }));
  }
}

function withModule(
  modules: Playbook['modules'],
  code: string,
  plan: ModulePlan | undefined,
): Playbook['modules'] {
  const { [code]: _, ...others } = modules;
  return plan === undefined ? others : { ...others, [code]: plan };
}

function mergeOuter(
  target: Playbook,
  { place, before, after }: PlaybookDifference,
  write: () => Playbook,
): Playbook | undefined {
  const current = outerParts(target).get(place);
  if (isSame(current, after)) return target;
  return isSame(current, before) ? write() : undefined;
}

function mergeSession(
  target: Playbook,
  adapted: Playbook,
  id: string,
  { before, after }: PlaybookDifference,
): Playbook | undefined {
  const current = target.sessions.find((session) => session.id === id);
  if (isSame(current, after)) return target;
  if (!isSame(withoutWeek(current), withoutWeek(before as Session | undefined))) return undefined;
  if (after === undefined) {
    return { ...target, sessions: target.sessions.filter((session) => session.id !== id) };
  }
  return { ...target, sessions: inserted(target.sessions, after as Session, adapted.sessions) };
}

/** Where a session stands is a matter of the schedule. */
function withoutWeek(session: Session | undefined): Omit<Session, 'week'> | undefined {
  if (session === undefined) return undefined;
  const { week: _, ...content } = session;
  return content;
}

function mergeSessionPart(
  target: Playbook,
  adapted: Playbook,
  { id, part }: { readonly id: string; readonly part: SessionPart },
  { before, after }: PlaybookDifference,
): Playbook | undefined {
  const current = target.sessions.find((session) => session.id === id);
  const wanted = adapted.sessions.find((session) => session.id === id);
  if (current === undefined || wanted === undefined) return undefined;
  const own = sessionPartsOf(current)[part];
  if (isSame(own, after)) return target;
  if (!isSame(own, before)) return undefined;
  const changed = withSessionPart(current, part, sessionPartsOf(wanted));
  return { ...target, sessions: target.sessions.map((session) => (session.id === id ? changed : session)) };
}

function mergeSchedule(target: Playbook, { base, adapted }: Sides): Playbook | undefined {
  const isCommon = (id: string) =>
    [target, base, adapted].every(({ sessions }) => sessions.some((session) => session.id === id));
  const orderOf = ({ sessions }: Playbook) => sessions.map(({ id }) => id).filter(isCommon);
  const order = orderOf(target);
  const isUntouched = isSame(order, orderOf(base)) || isSame(order, orderOf(adapted));
  if (!isUntouched) return undefined;
  const weekOf = new Map(adapted.sessions.map(({ id, week }) => [id, week]));
  const known = adapted.sessions.flatMap(({ id }) => target.sessions.find((one) => one.id === id) ?? []);
  const placed = known.map((session) => ({ ...session, week: weekOf.get(session.id) ?? session.week }));
  const own = target.sessions.filter(({ id }) => !weekOf.has(id));
  const sessions = own.reduce(
    (list: readonly Session[], session) => inserted(list, session, target.sessions),
    placed,
  );
  return { ...target, sessions: inWeeks(sessions) };
}

/** The list with a session put behind the one that it follows in its own list. */
function inserted(list: readonly Session[], session: Session, own: readonly Session[]): readonly Session[] {
  const before = own.slice(
    0,
    own.findIndex(({ id }) => id === session.id),
  );
  const at = list.findLastIndex(({ id }) => before.some((earlier) => earlier.id === id)) + 1;
  return inWeeks(list.toSpliced(at, 0, session));
}

/** Each in its own week, or the next free one where that is taken. */
function inWeeks(sessions: readonly Session[]): readonly Session[] {
  let last = 0;
  return sessions.map((session) => {
    last = Math.max(session.week, last + 1);
    return session.week === last ? session : { ...session, week: last };
  });
}
