/** The languages of the product; Chinese comes first wherever one has to be chosen. */
export type Language = 'zh' | 'en';

/** A text in every language of the product: adding a language does not compile until each text has it. */
export type Texts = Readonly<Record<Language, string>>;

/** A text in both languages, Chinese first. */
export function bilingual(zh: string, en: string): Texts {
  return { zh, en };
}
