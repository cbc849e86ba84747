import { FACES, type Font, openFont } from './fonts.ts';

/** A piece of a line that one font draws; pieces stand in the order in which they are seen, from left to right. */
export interface Run {
  readonly face: number;
  readonly text: string;
}

/** The printer's mark for a character that is not in the case. */
const MISSING = '〓';
/** Chooses the shape of its neighbours and has none of its own. */
const SHAPELESS = /\p{Default_Ignorable_Code_Point}/u;
const RIGHT_TO_LEFT = '[\\p{Script=Arabic}\\p{Script=Hebrew}\\p{Script=Syriac}\\p{Script=Thaana}]';
/** From the first such letter to the last with no other letter or digit between. */
const backwards = new RegExp(
  `(${RIGHT_TO_LEFT}(?:(?:${RIGHT_TO_LEFT}|[^\\p{L}\\p{N}])*(?:${RIGHT_TO_LEFT}|\\p{M}))?)`,
  'u',
);
const words = new RegExp(`((?:${RIGHT_TO_LEFT}|[\\p{M}\\u200c\\u200d])+)`, 'u');
const mirrored = new Map(
  [...'()[]{}<>（）《》〈〉【】'].map((one, at, all) => [one, all[at % 2 === 0 ? at + 1 : at - 1]]),
);
const characters = new Intl.Segmenter('und', { granularity: 'grapheme' });

/**
 * The letters of one document. What people write may hold any character: each is drawn by the first font that has it, told in others that
 * mean the same, or marked as missing and listed; nothing is left out silently.
 */
export class Lettering {
  readonly #fonts = new Map<number, Font>();
  readonly #faces = new Map<string, number | undefined>();
  readonly #missing = new Set<string>();

  /** What no font has, as `㛃 (U+36C3)`, in the order met. */
  get missing(): readonly string[] {
    return [...this.#missing];
  }

  font(face: number): Font {
    const known = this.#fonts.get(face);
    if (known !== undefined) return known;
    const font = openFont(face);
    this.#fonts.set(face, font);
    return font;
  }

  /** The text in characters that there are. */
  write(text: string): string {
    return Array.from(characters.segment(text), ({ segment }) => this.#told(segment)).join('');
  }

  #told(character: string): string {
    if (character === '\n') return character;
    if (/^\s+$/u.test(character)) return this.#faceOf(character) === undefined ? ' ' : character;
    if (this.#faceOf(character) !== undefined) return character;
    const other = character.normalize('NFKC');
    if (other !== character && Array.from(other).every((one) => this.#faceOf(one) !== undefined))
      return other;
    const codes = Array.from(
      character,
      (one) => `U+${(one.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`,
    );
    this.#missing.add(`${character} (${codes.join(' ')})`);
    return MISSING;
  }

  /** The pieces of a line that holds no other characters than there are. */
  runsOf(line: string): Run[] {
    const runs: { face: number; text: string }[] = [];
    for (const part of inOrderOfSight(line)) {
      for (const { segment } of characters.segment(part)) {
        const last = runs.at(-1);
        const face = this.#faceOf(segment) ?? 0;
        if (last?.face === face) last.text += segment;
        else runs.push({ face, text: segment });
      }
    }
    return runs;
  }

  /** The first font that has all of a character's parts. */
  #faceOf(character: string): number | undefined {
    if (this.#faces.has(character)) return this.#faces.get(character);
    const points = Array.from(character)
      .filter((one) => !SHAPELESS.test(one))
      .map((one) => one.codePointAt(0) ?? 0);
    const faces = Array.from({ length: FACES }, (_, face) => face);
    const found = faces.find((face) => points.every((point) => this.font(face).hasGlyphForCodePoint(point)));
    this.#faces.set(character, found);
    return found;
  }
}

/** Words that are written from right to left stand in the opposite order; letters within a word are put in order by its font. */
function inOrderOfSight(line: string): string[] {
  return line.split(backwards).flatMap((part, index) => {
    if (index % 2 === 0) return part;
    return part
      .split(words)
      .toReversed()
      .map((word, at) =>
        at % 2 === 1
          ? word
          : Array.from(word, (one) => mirrored.get(one) ?? one)
              .toReversed()
              .join(''),
      );
  });
}
