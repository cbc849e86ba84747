import type { Playbook } from './playbook.ts';

/** One difference between a playbook and a region's adaptation of it. */
export interface PlaybookChange {
  kind: 'added' | 'removed' | 'changed' | 'moved';
  /** Where, from the outside in: `['sessions', 'week-3', 'steps', '2', 'text', 'zh']`. */
  path: readonly string[];
  /** Undefined for what was added. */
  before?: unknown;
  /** Undefined for what was removed. */
  after?: unknown;
}

/**
 * What an adaptation changes, in the order of the original: the page shows it beside the original, and the distilled
 * model counts how many regions changed the same place. Sessions and checklist items are known by their ids, so that a
 * session put elsewhere is `moved`, not removed and added; steps, aims and materials are known by their place.
 */
export function comparePlaybooks(original: Playbook, adapted: Playbook): PlaybookChange[] {
  return compareValues([], contentOf(original), contentOf(adapted));
}

/** Everything but its name: every adaptation has an id, a code and a version of its own. */
function contentOf({ id: _id, code: _code, version: _version, ...content }: Playbook): Partial<Playbook> {
  return content;
}

function compareValues(path: readonly string[], before: unknown, after: unknown): PlaybookChange[] {
  if (isKeyedList(before) && isKeyedList(after)) return compareKeyedLists(path, before, after);
  if (isRecord(before) && isRecord(after)) return compareRecords(path, before, after);
  return before === after ? [] : [{ kind: 'changed', path, before, after }];
}

function compareRecords(
  path: readonly string[],
  before: Readonly<Record<string, unknown>>,
  after: Readonly<Record<string, unknown>>,
): PlaybookChange[] {
  const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...keys].flatMap((key) => {
    const place = [...path, key];
    if (!(key in after)) return [{ kind: 'removed', path: place, before: before[key] }];
    if (!(key in before)) return [{ kind: 'added', path: place, after: after[key] }];
    return compareValues(place, before[key], after[key]);
  });
}

function compareKeyedLists(
  path: readonly string[],
  before: readonly Keyed[],
  after: readonly Keyed[],
): PlaybookChange[] {
  const changes = compareRecords(path, byId(before), byId(after));
  const kept = (list: readonly Keyed[], other: readonly Keyed[]): string[] =>
    list.map(({ id }) => id).filter((id) => other.some((entry) => entry.id === id));
  const order = { before: kept(before, after), after: kept(after, before) };
  const isReordered = order.before.some((id, index) => id !== order.after[index]);
  return isReordered ? [...changes, { kind: 'moved', path, ...order }] : changes;
}

interface Keyed {
  id: string;
}

function isKeyedList(value: unknown): value is readonly Keyed[] {
  return Array.isArray(value) && value.every((entry) => isRecord(entry) && typeof entry['id'] === 'string');
}

function byId(list: readonly Keyed[]): Record<string, Keyed> {
  return Object.fromEntries(list.map((entry) => [entry.id, entry]));
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
