import { canonicalJson } from '../canonical-json.ts';
import { type Level, levels, type ModulePlan, type Playbook, type Session } from './playbook.ts';

/**
 * Where in a playbook something stands that is changed, proposed and merged as one: `title`, `levels/selective`,
 * `modules/social_support`, `schedule`, a whole session `sessions/week-3`, or a part of it `sessions/week-3/steps`.
 */
export type Place = string;

/** What of a session is changed as one: the steps with the minutes that they add up to, the materials with their files. */
export const sessionParts = [
  'title',
  'module',
  'steps',
  'aims',
  'materials',
  'checklist',
  'adjustments',
] as const;
export type SessionPart = (typeof sessionParts)[number];

/** The parts of a playbook that stand outside its sessions and modules. */
export const headParts = ['title', 'purpose', 'ages', 'measures'] as const;
export type HeadPart = (typeof headParts)[number];

/** A place taken apart. */
export type PlaceOf =
  | { readonly kind: 'head'; readonly part: HeadPart }
  | { readonly kind: 'level'; readonly level: Level }
  | { readonly kind: 'module'; readonly code: string }
  | { readonly kind: 'schedule' }
  | { readonly kind: 'session'; readonly id: string }
  | { readonly kind: 'session_part'; readonly id: string; readonly part: SessionPart };

/** @throws RangeError for what names no place */
export function readPlace(place: Place): PlaceOf {
  const [kind = '', id, part, ...rest] = place.split('/');
  const head = headParts.find((name) => name === kind);
  if (head !== undefined && id === undefined) return { kind: 'head', part: head };
  if (kind === 'schedule' && id === undefined) return { kind: 'schedule' };
  if (id !== undefined && id !== '' && rest.length === 0) {
    const level = levels.find((name) => name === id);
    if (kind === 'levels' && part === undefined && level !== undefined) return { kind: 'level', level };
    if (kind === 'modules' && part === undefined) return { kind: 'module', code: id };
    if (kind === 'sessions' && part === undefined) return { kind: 'session', id };
    const own = sessionParts.find((name) => name === part);
    if (kind === 'sessions' && own !== undefined) return { kind: 'session_part', id, part: own };
  }
  throw new RangeError(`no place in a playbook: ${place}`);
}

/** What a session holds at one of its parts. */
export interface SessionPartValues {
  readonly title: Session['title'];
  readonly module: Session['module'];
  readonly steps: Pick<Session, 'minutes' | 'steps'>;
  readonly aims: Session['aims'];
  readonly materials: Required<Pick<Session, 'materials' | 'files'>>;
  readonly checklist: Session['checklist'];
  readonly adjustments: Session['adjustments'];
}

export function sessionPartsOf(session: Session): SessionPartValues {
  const { title, module, minutes, steps, aims, materials, files = [], checklist, adjustments } = session;
  const plan = { minutes, steps };
  return { title, module, steps: plan, aims, materials: { materials, files }, checklist, adjustments };
}

/** The session with one part in the place of its own. */
export function withSessionPart(session: Session, part: SessionPart, values: SessionPartValues): Session {
  switch (part) {
    case 'steps':
    case 'materials':
      return { ...session, ...values[part] };
    default:
      return { ...session, [part]: values[part] };
  }
}

/** Which session comes when. */
export function scheduleOf({ sessions }: Playbook): Array<{ readonly id: string; readonly week: number }> {
  return sessions.map(({ id, week }) => ({ id, week }));
}

/** The parts outside sessions and schedule, by their places. */
export function outerParts({
  title,
  purpose,
  ages,
  measures,
  levels: plans,
  modules,
}: Playbook): Map<Place, unknown> {
  return new Map<Place, unknown>([
    ...Object.entries({ title, purpose, ages, measures }),
    ...Object.entries(plans).map(([level, plan]): [Place, unknown] => [`levels/${level}`, plan]),
    ...modulesOf(modules),
  ]);
}

function modulesOf(modules: Playbook['modules']): [Place, ModulePlan][] {
  return Object.entries(modules)
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([code, plan]) => [`modules/${code}`, plan]);
}

/** Whether two parts say the same, whatever the order of their members. */
export function isSame(left: unknown, right: unknown): boolean {
  if (left === undefined || right === undefined) return left === right;
  return canonicalJson(left) === canonicalJson(right);
}
