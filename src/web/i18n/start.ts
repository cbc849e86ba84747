import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { type Language, languages } from '../../contract/language.ts';
import { setCallLanguage } from '../app/api.ts';
import { en } from './en.ts';
import { zh } from './zh.ts';

const STORED = 'nuantu.language';

/** Chinese first; English where the reader chose it. */
export async function startWords(): Promise<void> {
  const stored = localStorage.getItem(STORED);
  const language = languages.find((known) => known === stored) ?? 'zh-CN';
  await i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: false,
    interpolation: { escapeValue: false },
    resources: { 'zh-CN': { translation: zh }, en: { translation: en } },
  });
  announce(language);
}

export async function chooseLanguage(language: Language): Promise<void> {
  await i18next.changeLanguage(language);
  localStorage.setItem(STORED, language);
  announce(language);
}

function announce(language: Language): void {
  document.documentElement.lang = language;
  document.title = language === 'en' ? 'Nuantu' : '暖途';
  setCallLanguage(language);
}

export const languageNames: Readonly<Record<Language, string>> = { 'zh-CN': '中文', en: 'English' };
