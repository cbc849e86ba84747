const delimiters = [',', ';', '\t'] as const;
export type Delimiter = (typeof delimiters)[number];

/** Enough lines to get past titles and see the table. */
const linesSampled = 50;
const mostControlCharacters = 0.05;

/** Whether a decoded file may be a table of text: no binary file, and no page that calls itself a table. */
export function isTableText(text: string): boolean {
  return !looksBinary(text) && !/^\s*<(?:!doctype|html|table|\?xml)/iu.test(text);
}

/** Binary files often happen to be valid GB18030; a stray control character in one cell rejects only its row, later. */
function looksBinary(text: string): boolean {
  const controls = text.match(/(?![\t\n\v\f\r])\p{Cc}/gu)?.length ?? 0;
  return controls > text.length * mostControlCharacters;
}

export type TextEncoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'gb18030';

/** The encoding that a byte order mark tells of, if there is one that is not UTF-8's. */
export function encodingByMark(start: Uint8Array): TextEncoding | undefined {
  if (start[0] === 0xff && start[1] === 0xfe) return 'utf-16le';
  if (start[0] === 0xfe && start[1] === 0xff) return 'utf-16be';
  return undefined;
}

/** The delimiter that stands equally often in the most lines, outside of quotes; a comma when none does. */
export function detectDelimiter(text: string): Delimiter {
  const lines = text
    .slice(0, 200_000)
    .replace(/"[^"]*"/gu, '')
    .split(/\r\n|\r|\n/u)
    .filter((line) => line.trim() !== '')
    .slice(0, linesSampled);
  let best: { delimiter: Delimiter; score: number } = { delimiter: ',', score: 0 };
  for (const delimiter of delimiters) {
    const counts = lines.map((line) => line.split(delimiter).length - 1).filter((count) => count > 0);
    const alike = Math.max(0, ...counts.map((count) => counts.filter((other) => other === count).length));
    if (alike > best.score) best = { delimiter, score: alike };
  }
  return best.delimiter;
}
