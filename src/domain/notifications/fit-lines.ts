const encoder = new TextEncoder();

/** As it goes over the wire: in UTF-8, where a Chinese sign takes three bytes. */
export function bytesOf(text: string): number {
  return encoder.encode(text).length;
}

/**
 * The first lines that fit, whole, and how many are left out where not all do: whoever cuts a text elsewhere cuts it in the middle.
 * @param room bytes, with a line break after each line
 * @param more the line that says how many are left out
 */
export function fitLines(
  lines: readonly string[],
  room: number,
  more: (left: number) => string,
): readonly string[] {
  const sizes = lines.map((line) => bytesOf(line) + 1);
  const total = sizes.reduce((sum, size) => sum + size, 0);
  if (total <= room) return lines;
  let kept = lines.length;
  let used = total;
  while (kept > 0 && used + bytesOf(more(lines.length - kept)) + 1 > room) {
    kept -= 1;
    used -= sizes[kept] ?? 0;
  }
  return [...lines.slice(0, kept), more(lines.length - kept)];
}
