import { type Language, languages } from '../../contract/language.ts';

const STORED = 'nuantu.language';

/** What was chosen on this device; Chinese first. */
export function readChosenLanguage(): Language {
  const stored = localStorage.getItem(STORED);
  return languages.find((known) => known === stored) ?? 'zh-CN';
}

export function keepChosenLanguage(language: Language): void {
  localStorage.setItem(STORED, language);
}

export const languageNames: Readonly<Record<Language, string>> = { 'zh-CN': '中文', en: 'English' };
