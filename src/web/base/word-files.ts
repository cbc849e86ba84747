import type { Language } from '../../contract/language.ts';
import { spokenLanguage } from '../../domain/language.ts';

const files = import.meta.glob<Record<string, object>>('./*/words.{zh,en}.ts', { base: '../' });

/**
 * The words of a slice in one language; a second call fetches nothing.
 * @throws Error when they cannot be fetched, or there are none
 */
export async function readWords(language: Language, slice: string): Promise<object> {
  const name = spokenLanguage(language);
  const words = (await files[`./${slice}/words.${name}.ts`]?.())?.[name];
  if (words === undefined) throw new Error(`there are no ${name} words of ${slice}`);
  return words;
}
