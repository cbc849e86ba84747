import { findRosterField, plainHeading, type RosterField, rosterField } from './roster-column.ts';

/** What somebody said that a column means; null: it is not used. */
export type ColumnMeaning = RosterField | null;

/** By the column's key; undefined: nobody said anything. */
export type ColumnChoices = (key: string) => ColumnMeaning | undefined;

export const noChoices: ColumnChoices = () => undefined;

/** A choice as it is written; `automatic`: as the heading says, and what was remembered is forgotten. */
export interface WrittenChoice {
  readonly key: string;
  readonly meaning: ColumnMeaning | 'automatic';
}

const NOT_USED = '-';
const AUTOMATIC = 'auto';

/**
 * Keys of the columns whose headings these are: spaces, remarks in brackets and stars do not matter, as in headings; the second of one
 * heading is `电话#2`.
 * @param full headings with the group above them
 */
export function columnKeys(full: readonly string[]): string[] {
  const seen = new Map<string, number>();
  return full.map((heading) => {
    const plain = plainHeading(heading);
    const count = (seen.get(plain) ?? 0) + 1;
    seen.set(plain, count);
    return count === 1 ? plain : `${plain}#${count}`;
  });
}

/**
 * Reads `家长手机=guardian.phone,民族=-,电话#2=auto`.
 * @returns undefined where a meaning is none, or something stands without one
 */
export function readWrittenChoices(written: string): WrittenChoice[] | undefined {
  if (written.trim() === '') return [];
  const choices = written.split(',').map((text): WrittenChoice | undefined => {
    const at = text.lastIndexOf('=');
    const [, heading = '', count = ''] =
      /^(.*?)(#\d{1,3})?$/su.exec(text.slice(0, Math.max(at, 0)).trim()) ?? [];
    const key = `${plainHeading(heading)}${count}`;
    const meaning = readMeaning(text.slice(at + 1).trim());
    return plainHeading(heading) === '' || meaning === undefined ? undefined : { key, meaning };
  });
  return choices.every((choice) => choice !== undefined) ? choices : undefined;
}

/** `guardian.phone` is `guardianPhone`. */
function readMeaning(word: string): WrittenChoice['meaning'] | undefined {
  if (word === NOT_USED) return null;
  if (word === AUTOMATIC) return 'automatic';
  return rosterField(word.replace(/\.([a-z])/u, (_, letter: string) => letter.toUpperCase()));
}

/** Whether a cell's text is a heading that means something. */
export function isHeading(text: string, choices: ColumnChoices): boolean {
  const chosen = choices(plainHeading(text));
  return chosen === undefined ? findRosterField(text) !== undefined : chosen !== null;
}
