/** The dot between the parts of a name, as keyboards, fonts and converters write it; U+318D is a Korean letter that stands for it. */
const DOTS = '\u00b7\u0387\u2022\u2024\u2027\u2219\u22c5\u25cf\u30fb\u318d\uff0e\uff65.';
/** Between syllables in Tibetan. */
const TSHEGS = '\u0f0b\u0f0c';
/** ZWNJ, ZWJ, the Mongolian vowel separator and its narrow space: they choose the shape of the letter beside them. */
const JOINERS = '\u200c\u200d\u180e\u202f';
const personName = new RegExp(`^(?=.*\\p{L})[\\p{L}\\p{M} ${DOTS}${TSHEGS}${JOINERS}\\-‐'’]+$`, 'u');
const separators = new RegExp(`[\\s${DOTS}${TSHEGS}${JOINERS}\\-‐'’]`, 'gu');
/** Scripts whose letters take other shapes by a joiner. */
const shaped = '[\\p{Script=Arabic}\\p{Script=Mongolian}\\p{Script=Tibetan}\\p{Script=Devanagari}\\p{M}]';
const unneeded = new RegExp(`(?![${JOINERS}])\\p{Cf}|(?<!${shaped})[${JOINERS}](?!${shaped})`, 'gu');
const spaces = /(?:(?!\u202f)\s)+/gu;
/** A name of two or three characters is padded to the width of its neighbours. */
const LONGEST_PADDED = 4;

/** Characters that old fonts kept in a private place until Unicode had them (GB 18030-2000 → 2022, annex D). */
const formerlyPrivate: Readonly<Record<string, string>> = {
  '\ue81e': '\u9fb4',
  '\ue826': '\u9fb5',
  '\ue82b': '\u9fb6',
  '\ue82c': '\u9fb7',
  '\ue832': '\u9fb8',
  '\ue843': '\u9fb9',
  '\ue854': '\u9fba',
  '\ue864': '\u9fbb',
  '\ue816': '\u{20087}',
  '\ue817': '\u{20089}',
  '\ue818': '\u{200cc}',
  '\ue831': '\u{215d7}',
  '\ue83b': '\u{2298f}',
  '\ue855': '\u{241fe}',
};

/** Letters of any script, at least one, with the marks, spaces, dots, hyphens and apostrophes that stand in names. */
export function isPersonName(text: string): boolean {
  return personName.test(text);
}

/** With the characters that Unicode has now in the place of the private ones. */
export function inUnicode(text: string): string {
  return text.replace(/[\ue816-\ue864]/gu, (character) => formerlyPrivate[character] ?? character);
}

/** Without characters that nobody sees, but for those that letters of their script need. A narrow space elsewhere is a space. */
export function withoutUnseen(text: string): string {
  return text.replace(unneeded, (character) => (character === '\u202f' ? ' ' : ''));
}

/**
 * As it was written, but for what only a keyboard, a message or a spreadsheet put into it: invisible characters, line breaks and
 * doubled spaces, and those of `陈 欣怡`, padded to the width of a longer name.
 */
export function writtenName(text: string): string {
  const unified = withoutUnseen(inUnicode(text)).replace(spaces, ' ').trim();
  const closed = unified.replace(/(?<=\p{Script=Han})\s+(?=\p{Script=Han})/gu, '');
  return Array.from(closed).length <= LONGEST_PADDED ? closed : unified;
}

/** The same for all spellings of one name: · for ．, full for half width, with spaces or without. Only for comparing. */
export function nameKey(name: string): string {
  return writtenName(name).replace(separators, '').normalize('NFKC').toLowerCase();
}
