import type { Language, Texts } from '../domain/language.ts';

/** A sentence in the reader's language, with its parameters filled in. */
export function fill(
  texts: Texts,
  language: Language,
  parameters: Readonly<Record<string, string | number>> = {},
): string {
  return texts[language].replace(/\{(\w+)\}/g, (_, name: string) => String(parameters[name] ?? ''));
}

/** The reader's, as the browser says it; Chinese where it names neither. */
export function languageOfReader(): Language {
  const isEnglish = /^en\b/i.test(navigator.language);
  return isEnglish ? 'en' : 'zh';
}
