import { hasNameToken, tokensToFind } from '../../domain/people/name-tokens.ts';
import { readVolunteerNumber } from '../../domain/volunteers/volunteer-number.ts';

interface Named {
  readonly number: string;
  /** null or undefined: destroyed with the end, or it does not open */
  readonly name: string | null | undefined;
}

/** By the number where the words are one, else by name, pinyin or initials. */
export function matcherOf(words: string): (one: Named) => boolean {
  const number = readVolunteerNumber(words);
  if (number !== undefined) return (one) => one.number === number;
  const sets = tokensToFind(words);
  return ({ name }) => name != null && sets.length > 0 && sets.every((set) => hasNameToken(name, set));
}
