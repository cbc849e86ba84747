import { diffArrays, diffWords } from 'diff';

export interface Span {
  readonly text: string;
  /** only on this side */
  readonly isOwn: boolean;
}

/** A line on both sides, or on one of them. */
export interface LinePair {
  readonly before: readonly Span[] | null;
  readonly after: readonly Span[] | null;
}

/** Two texts side by side: equal lines face each other, and in changed ones what differs is marked. */
export function sideBySide(before: readonly string[], after: readonly string[]): LinePair[] {
  const pairs: LinePair[] = [];
  let removed: string[] = [];
  const flush = (added: readonly string[] = []) => {
    for (let index = 0; index < Math.max(removed.length, added.length); index += 1) {
      pairs.push(pairOf(removed[index], added[index]));
    }
    removed = [];
  };
  for (const { value, ...part } of diffArrays([...before], [...after])) {
    if (part.removed) removed = value;
    else if (part.added) flush(value);
    else {
      flush();
      pairs.push(...value.map((line) => pairOf(line, line)));
    }
  }
  flush();
  return pairs;
}

const HAN = /\p{Script=Han}/u;

function pairOf(before: string | undefined, after: string | undefined): LinePair {
  if (before === undefined) return { before: null, after: [{ text: after ?? '', isOwn: true }] };
  if (after === undefined) return { before: [{ text: before, isOwn: true }], after: null };
  // Chinese has no spaces between words
  const parts = HAN.test(before + after) ? diffCharacters(before, after) : diffWords(before, after);
  const side = (own: 'removed' | 'added', other: 'removed' | 'added') =>
    parts.filter((part) => !part[other]).map(({ value, [own]: isOwn }) => ({ text: value, isOwn }));
  return { before: side('removed', 'added'), after: side('added', 'removed') };
}

/** A number is read as a whole: 45 became 15, not 4 became 1. */
const CHARACTERS = /\d+|./gsu;

function diffCharacters(before: string, after: string) {
  const parts = diffArrays(before.match(CHARACTERS) ?? [], after.match(CHARACTERS) ?? []);
  return parts.map((part) => ({ ...part, value: part.value.join('') }));
}
