import { Parser } from 'saxen';
import { SpreadsheetError } from './spreadsheet-error.ts';

export type Attributes = Readonly<Record<string, string>>;

/** What a part says, in its order; elements without the prefix of their namespace. */
export interface XmlEvents {
  opened(name: string, attributes: () => Attributes): void;
  closed?(name: string): void;
  text?(text: string): void;
}

/** A cell holds 32,767 characters; what has no end is looked through again with each piece of it. */
const LONGEST_TOKEN = 8 * 1024 * 1024;
/** A text in a cell stands ten elements deep. */
const DEEPEST = 100;

/**
 * Reads an XML part piece by piece, so that it is never in the memory as a whole. Nothing outside of the part is looked for: what a
 * document type declares is passed over.
 * @yields after each piece
 * @throws Error where it is no XML; SpreadsheetError file_too_costly
 */
export async function* readXml(
  pieces: AsyncIterable<Uint8Array>,
  events: XmlEvents,
): AsyncGenerator<undefined> {
  let unread = 0;
  let depth = 0;
  const isRead = () => void (unread = 0);
  const parser = new Parser()
    .on('openTag', (name, attributes) => {
      isRead();
      depth += 1;
      if (depth > DEEPEST) throw new SpreadsheetError('file_not_spreadsheet');
      events.opened(withoutPrefix(name), attributes);
    })
    .on('closeTag', (name) => {
      isRead();
      depth -= 1;
      events.closed?.(withoutPrefix(name));
    })
    .on('text', (text) => events.text?.(unescaped(text)))
    .on('cdata', (text) => events.text?.(text))
    .on('comment', isRead)
    .on('question', isRead)
    .on('attention', isRead);
  const decoder = new TextDecoder();
  for await (const piece of pieces) {
    unread += piece.length;
    if (unread > LONGEST_TOKEN) throw new SpreadsheetError('file_too_costly');
    parser.write(decoder.decode(piece, { stream: true }));
    yield;
  }
  parser.write(decoder.decode()).end();
  yield;
}

/** Whatever prefix it has: `id` of a relation is `r:id`, by habit only. */
export function attributeOf(attributes: Attributes, name: string): string | undefined {
  const value =
    attributes[name] ?? Object.entries(attributes).find(([other]) => other.endsWith(`:${name}`))?.[1];
  return value === undefined ? undefined : unescaped(value);
}

export function isTrue(value: string | undefined): boolean {
  return value === '1' || value === 'true';
}

function withoutPrefix(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

/** Also of characters beyond U+FFFF, of which rare names are written. */
function unescaped(text: string): string {
  if (!text.includes('&')) return text;
  return text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&apos;', "'")
    .replace(/&#(?:x([0-9a-f]{1,6})|(\d{1,7}));/giu, (_, hex?: string, decimal?: string) =>
      codePoint(Number(hex === undefined ? decimal : `0x${hex}`)),
    )
    .replaceAll('&amp;', '&');
}

function codePoint(code: number): string {
  return code <= 0x10_ff_ff ? String.fromCodePoint(code) : '\uFFFD';
}
