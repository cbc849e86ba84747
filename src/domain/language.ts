/** The languages of the product; Chinese comes first wherever one has to be chosen. */
export type Language = 'zh' | 'en';

/** The language whose words somebody reads, of a tag that a browser or an account says (`zh-CN`, `en`, `en-GB`); Chinese of every other. */
export function spokenLanguage(tag: string): Language {
  return /^en\b/i.test(tag) ? 'en' : 'zh';
}

/** A text in every language of the product: adding a language does not compile until each text has it. */
export type Texts = Readonly<Record<Language, string>>;

/** A text in both languages, Chinese first. */
export function bilingual(zh: string, en: string): Texts {
  return { zh, en };
}
