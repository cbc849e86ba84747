import i18next, { type BackendModule } from 'i18next';
import { initReactI18next } from 'react-i18next';
import type { Language } from '../../contract/language.ts';
import { setCallLanguage } from './api.ts';
import { keepChosenLanguage, readChosenLanguage } from './chosen-language.ts';
import { readWords } from './word-files.ts';

/** The words there are, by slice; each slice adds its own in its words.zh.ts. */
// eslint-disable-next-line typescript/no-empty-interface
export interface SliceWords {}

/** What every slice may say without naming it. */
const COMMON: keyof SliceWords = 'base';

/** Fetches the words of a slice in one language when its first piece is shown; the other language not at all. */
const wordFiles: BackendModule = {
  type: 'backend',
  init: () => undefined,
  // i18next takes a promise from a reader of two parameters
  read: (language: string, slice: string): unknown => readWords(language as Language, slice),
};

/** Chinese first; English where the reader chose it. The words of `first` are there from the beginning. */
export async function startWords(...first: readonly (keyof SliceWords)[]): Promise<void> {
  const language = readChosenLanguage();
  await i18next
    .use(wordFiles)
    .use(initReactI18next)
    .init({
      lng: language,
      fallbackLng: false,
      load: 'currentOnly',
      ns: [],
      defaultNS: COMMON,
      fallbackNS: COMMON,
      interpolation: { escapeValue: false },
    });
  await Promise.all([fetchWords(COMMON), ...first.map(fetchWords)]);
  announce(language);
}

/** @throws Error when they cannot be fetched: a page without words is not shown */
export async function fetchWords(slice: keyof SliceWords): Promise<void> {
  let language;
  do {
    ({ language } = i18next);
    await fetchWordsIn(language, slice);
    // what is shown later in another language is looked for there
    await i18next.loadNamespaces(slice);
    // chosen anew meanwhile
  } while (language !== i18next.language);
}

async function fetchWordsIn(language: string, slice: string): Promise<void> {
  if (i18next.hasResourceBundle(language, slice)) return;
  // by itself it would not ask again for what failed once
  await i18next.reloadResources(language, slice);
  if (!i18next.hasResourceBundle(language, slice)) throw new Error(`the words of ${slice} did not come`);
}

let lastChosen: Language | undefined;

/**
 * Every slice that was shown so far has its words in the new language before anything changes. Of two choices the later one holds,
 * also where its words come sooner.
 * @returns whether it holds
 * @throws Error when they cannot be fetched: the language stays
 */
export async function chooseLanguage(language: Language): Promise<boolean> {
  lastChosen = language;
  const slices = Object.keys(i18next.store.data[i18next.language] ?? {});
  await Promise.all(slices.map((slice) => fetchWordsIn(language, slice)));
  if (lastChosen !== language) return false;
  await i18next.changeLanguage(language);
  keepChosenLanguage(language);
  announce(language);
  return true;
}

function announce(language: Language): void {
  document.documentElement.lang = language;
  document.title = i18next.t('product');
  setCallLanguage(language);
}
