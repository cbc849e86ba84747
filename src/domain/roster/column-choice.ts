import { plainHeading, type RosterField, rosterField, type TableWords } from './roster-column.ts';

/** What somebody said that a column means; null: it is not used. */
export type ColumnMeaning<Field extends string = RosterField> = Field | null;

/** By the column's key; undefined: nobody said anything. */
export type ColumnChoices<Field extends string = RosterField> = (
  key: string,
) => ColumnMeaning<Field> | undefined;

export const noChoices: ColumnChoices = () => undefined;

/** A choice as it is written; `automatic`: as the heading says, and what was remembered is forgotten. */
export interface WrittenChoice<Field extends string = RosterField> {
  readonly key: string;
  readonly meaning: ColumnMeaning<Field> | 'automatic';
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
  return readChoices(written, rosterField);
}

/** The same of a table of another kind. */
export function readChoices<Field extends string>(
  written: string,
  fieldOf: (word: string) => Field | undefined,
): WrittenChoice<Field>[] | undefined {
  if (written.trim() === '') return [];
  const choices = written.split(',').map((text): WrittenChoice<Field> | undefined => {
    const at = text.lastIndexOf('=');
    const [, heading = '', count = ''] =
      /^(.*?)(#\d{1,3})?$/su.exec(text.slice(0, Math.max(at, 0)).trim()) ?? [];
    const key = `${plainHeading(heading)}${count}`;
    const meaning = readMeaning(text.slice(at + 1).trim(), fieldOf);
    return plainHeading(heading) === '' || meaning === undefined ? undefined : { key, meaning };
  });
  return choices.every((choice) => choice !== undefined) ? choices : undefined;
}

/** `guardian.phone` is `guardianPhone`. */
function readMeaning<Field extends string>(
  word: string,
  fieldOf: (word: string) => Field | undefined,
): WrittenChoice<Field>['meaning'] | undefined {
  if (word === NOT_USED) return null;
  if (word === AUTOMATIC) return 'automatic';
  return fieldOf(word.replace(/\.([a-z])/u, (_, letter: string) => letter.toUpperCase()));
}

/** Whether a cell's text is a heading that means something. */
export function isHeading<Field extends string>(
  text: string,
  words: TableWords<Field>,
  choices: ColumnChoices<Field>,
): boolean {
  const chosen = choices(plainHeading(text));
  return chosen === undefined ? words.fieldOf(text) !== undefined : chosen !== null;
}
