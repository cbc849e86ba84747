import { pinyin } from 'pinyin-pro';

/** One character of a Chinese name in pinyin, or one whole word of a Latin name; lower-case letters a–z only. */
export interface NameSyllable {
  letters: string;
  /** Whether it is the first of a part; parts are divided by spaces, middle dots and hyphens. */
  startsPart: boolean;
}

interface ReadableUnit {
  /** Likeliest reading first. */
  readings: string[];
  startsPart: boolean;
}

/** Even a name of nothing but ambiguous characters must not multiply without end. */
const mostReadings = 64;

/**
 * Lower-case letters without accents and tones. The ü of pinyin becomes v, as people type it (吕 lv); passports write
 * it yu (Lyu), which becomes v as well. Characters of other scripts stay as they are.
 */
export function latinLetters(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/\p{Script=Latin}\p{M}*/gu, (letter) => letter.normalize('NFD'))
    .replace(/([ln])(?:u\u0308|(?<=(?<![a-z])[ln])yu(?![a-z]))/gu, '$1v')
    .replace(/(?<=[a-z])\p{M}+/gu, '');
}

/**
 * Every way to read a name aloud, likeliest first: a surname by its reading as a surname, the rest by context, then the
 * readings that differ in one character, in two, and so on. Characters without a known reading are left out; a name
 * without any syllable gives no reading.
 */
export function findNameSyllables(name: string): NameSyllable[][] {
  const units = nameParts(name).flatMap(readPart);
  if (units.length === 0) return [];
  return readingChoices(units.map(({ readings }) => readings.length)).map((choice) =>
    units.map(({ readings, startsPart }, index) => ({
      letters: readings[choice[index] ?? 0] ?? '',
      startsPart,
    })),
  );
}

function nameParts(name: string): string[] {
  return name
    .normalize('NFKC')
    .split(/[\s·•・‧∙.\p{Pd}]+/u)
    .map((part) => latinLetters(part).replace(/[^\p{L}\p{M}]/gu, ''))
    .filter((part) => part !== '');
}

function readPart(part: string): ReadableUnit[] {
  const byContext = readCharacters(part);
  let position = 0;
  const units = (part.match(/[a-z]+|[^a-z]/gu) ?? []).map((unit) => {
    const readings = /^[a-z]/u.test(unit) ? [unit] : characterReadings(unit, byContext[position]);
    position += Array.from(unit).length;
    return readings;
  });
  return units
    .filter((readings) => readings.length > 0)
    .map((readings, index) => ({ readings, startsPart: index === 0 }));
}

function readCharacters(part: string): string[] {
  return pinyin(part, { toneType: 'none', type: 'array', surname: 'head' });
}

function characterReadings(character: string, byContext: string | undefined): string[] {
  const all = pinyin(character, { toneType: 'none', type: 'array', multiple: true });
  const spelt = [byContext ?? '', ...all].map(latinLetters).filter((reading) => /^[a-z]+$/u.test(reading));
  return [...new Set(spelt)];
}

/** Index of the chosen reading for each unit: first all likeliest, then ever more and ever rarer deviations. */
function readingChoices(counts: readonly number[]): number[][] {
  let choices: number[][] = [[]];
  for (const count of counts) {
    const options = Array.from({ length: count }, (_, index) => index);
    choices = choices
      .flatMap((choice) => options.map((option) => [...choice, option]))
      .sort((first, second) => rarity(first) - rarity(second))
      .slice(0, mostReadings);
  }
  return choices;
}

function rarity(choice: readonly number[]): number {
  const deviations = choice.filter((option) => option > 0).length;
  return deviations * 100 + Math.max(...choice);
}
