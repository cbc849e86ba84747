import { type Language, LANGUAGE_COOKIE, languages } from '../../contract/language.ts';

const STORED = 'nuantu.language';
const A_YEAR_S = 31_536_000;

/** What was chosen on this device; Chinese first. */
export function readChosenLanguage(): Language {
  const stored = localStorage.getItem(STORED);
  return languages.find((known) => known === stored) ?? 'zh-CN';
}

export function keepChosenLanguage(language: Language): void {
  localStorage.setItem(STORED, language);
  // the server has the words of this language on their way with the page
  document.cookie = `${LANGUAGE_COOKIE}=${language}; path=/; max-age=${A_YEAR_S}; samesite=lax`;
}

export const languageNames: Readonly<Record<Language, string>> = { 'zh-CN': '中文', en: 'English' };
