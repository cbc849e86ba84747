/**
 * What people write, as every door keeps it: rid of what nobody sees and nobody needs, and refused where it holds what no
 * document, table or database can carry. ZWNJ, ZWJ and variation selectors stay: Uyghur, Mongolian and Tibetan are written with them.
 */

/** Marks of direction, of byte order and of old code pages: pasted along unseen, they turn or hide what stands beside them. */
const UNSEEN = /[\u0080-\u0084\u0086-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g;
/** Word’s line break is a vertical tab; old mainframes and some phones write the others. */
const LINE_BREAKS = /\r\n|[\r\v\f\u0085\u2028\u2029]/g;
const BREAKS_AND_TABS = /[\t\n\v\f\r\u0085\u2028\u2029]+/g;
/**
 * Control characters, halves of characters, and the code points that Unicode keeps for no character: neither XML nor PostgreSQL takes all of them.
 */
const UNSTORABLE =
  // oxlint-disable-next-line no-control-regex
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ufdd0-\ufdef]|[\ufffe\uffff\u{1fffe}\u{1ffff}\u{2fffe}\u{2ffff}\u{3fffe}\u{3ffff}\u{4fffe}\u{4ffff}\u{5fffe}\u{5ffff}\u{6fffe}\u{6ffff}\u{7fffe}\u{7ffff}\u{8fffe}\u{8ffff}\u{9fffe}\u{9ffff}\u{afffe}\u{affff}\u{bfffe}\u{bffff}\u{cfffe}\u{cffff}\u{dfffe}\u{dffff}\u{efffe}\u{effff}\u{ffffe}\u{fffff}\u{10fffe}\u{10ffff}]|\p{Surrogate}/u;
const EACH_UNSTORABLE = new RegExp(UNSTORABLE, 'gu');
const HALF = /\p{Surrogate}/gu;

/** Whether any document, table and database can carry it. */
export function isStorable(text: string): boolean {
  return !UNSTORABLE.test(text);
}

/** Text of one line: breaks and tabs are spaces. */
export function inOneLine(text: string): string {
  return text.replace(BREAKS_AND_TABS, ' ').replace(UNSEEN, '');
}

/** Text of many lines, each break written as one. */
export function inLines(text: string): string {
  return text.replace(LINE_BREAKS, '\n').replace(UNSEEN, '');
}

/**
 * Text of many lines that must not be refused, whatever is in it: half a character becomes U+FFFD, what else cannot be carried goes.
 */
export function keptAnyway(text: string): string {
  return inLines(text).replace(HALF, '\ufffd').replace(EACH_UNSTORABLE, '');
}

/** With U+FFFD for what no document can carry: what is not there is seen not to be. */
export function markUnstorable(text: string): string {
  return text.replace(EACH_UNSTORABLE, '\ufffd');
}
