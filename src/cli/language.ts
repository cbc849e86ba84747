export type Language = 'en' | 'zh';

/** A text in both languages; `{name}` stands for a parameter. */
export type Words = Readonly<Record<Language, string>>;

export type Parameters = Readonly<Record<string, string | number>>;

/** The terminal's language: `NUANTU_LANG`, else the locale; English unless it is Chinese. */
export function chooseLanguage(environment: Readonly<Record<string, string | undefined>>): Language {
  const { NUANTU_LANG, LC_ALL, LC_MESSAGES, LANG } = environment;
  // an empty variable counts as unset, as it does for locales
  const wanted = [NUANTU_LANG, LC_ALL, LC_MESSAGES, LANG].find(
    (value) => value !== undefined && value !== '',
  );
  return wanted !== undefined && /^zh/i.test(wanted) ? 'zh' : 'en';
}

/** The words in one language with the parameters filled in; a parameter that is missing stays visible as `{name}`. */
export function fill(words: Words, language: Language, parameters: Parameters = {}): string {
  return words[language].replaceAll(/\{(\w+)\}/g, (hole, name: string) => String(parameters[name] ?? hole));
}
