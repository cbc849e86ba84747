import { type ServedPart, sumParts } from '../volunteers/served-parts.ts';

/** Nobody says nothing of anybody; so many say nothing of one of them. */
export function isNoneOrEnough(people: number, least: number): boolean {
  return people <= 0 || people >= least;
}

/**
 * Which parts of a told whole may be told beside each other, the first ones preferred: none is of few, and those who are in none of the
 * told ones are not few. Stricter than a suppressed table, which hides each small count and not how many the hidden ones are together.
 */
export function tellParts(whole: number, parts: readonly number[], least: number): boolean[] {
  let rest = whole;
  return parts.map((part) => {
    if (!isNoneOrEnough(whole, least)) return false;
    const isTold = isNoneOrEnough(part, least) && isNoneOrEnough(rest - part, least);
    if (isTold) rest -= part;
    return isTold;
  });
}

/** The same of counts of which each is among the one before. */
export function tellNested(whole: number, counts: readonly number[], least: number): boolean[] {
  let above = whole;
  return counts.map((count) => {
    const isTold = isNoneOrEnough(count, least) && isNoneOrEnough(above - count, least);
    if (isTold) above = count;
    return isTold;
  });
}

/**
 * Parts of fewer people than `least` put together, and with them what goes beyond `most`; where these are still too few, the smallest of
 * the others too, since what is left out would follow from the total. They are judged by how many people they are, each counted once.
 */
export function withFewTogether(
  parts: readonly ServedPart[],
  { least, most = Infinity }: { least: number; most?: number },
  nameOf: (isAll: boolean) => string,
): readonly ServedPart[] {
  const isFew = ({ volunteerIds }: ServedPart) => volunteerIds.size < least;
  const enough = parts.filter((part) => !isFew(part));
  // one row of what is left
  const isTooMany = enough.length > most || (enough.length === most && parts.some(isFew));
  const kept = isTooMany ? enough.slice(0, most - 1) : enough;
  const shown = new Set(kept);
  const together = () =>
    sumParts(
      '',
      parts.filter((part) => !shown.has(part)),
    );
  if (shown.size === parts.length) return parts;
  const smallestFirst = kept.toSorted((one, other) => one.volunteerIds.size - other.volunteerIds.size);
  for (const part of smallestFirst) {
    if (!isFew(together())) break;
    shown.delete(part);
  }
  return [...parts.filter((part) => shown.has(part)), { ...together(), name: nameOf(shown.size === 0) }];
}

/**
 * Of which parts it may be told how many people they are: those who are not in one are not few, and neither are those who are in several.
 */
export function tellPeople(parts: readonly ServedPart[], whole: number, least: number): boolean[] {
  const told = parts.map(
    ({ volunteerIds: { size } }) => size >= least && isNoneOrEnough(whole - size, least),
  );
  const counted = parts.reduce((sum, { volunteerIds }) => sum + volunteerIds.size, 0);
  // all of them told, the sum says how often somebody is counted again
  return told.every(Boolean) && !isNoneOrEnough(counted - whole, least) ? parts.map(() => false) : told;
}
