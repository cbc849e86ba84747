export type Difference = { line: number; left: string; right: string };

/** The first line (counted from 1) in which two texts differ; an end of the text reads as an empty line. */
export function findFirstDifference(left: string, right: string): Difference | undefined {
  if (left === right) return undefined;
  const [leftLines, rightLines] = [left.split('\n'), right.split('\n')];
  const count = Math.max(leftLines.length, rightLines.length);
  for (let index = 0; index < count; index += 1) {
    const [a, b] = [leftLines[index], rightLines[index]];
    if (a !== b) return { line: index + 1, left: a ?? '', right: b ?? '' };
  }
  return undefined;
}
