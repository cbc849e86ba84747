import type { Language, Texts } from '../language.ts';

/** The words and numbers of one language. */
export interface Voice {
  readonly language: Language;
  readonly say: (texts: Texts, values?: Readonly<Record<string, string | number>>) => string;
  readonly number: (value: number | null | undefined, digits?: number) => string;
  readonly interval: (of: { readonly low: number; readonly high: number }, digits?: number) => string;
  readonly p: (value: number) => string;
  readonly day: (time: Date | string) => string;
}

/** @param timeZone the zone of the organisation that reports: its days are told in it */
export function voiceOf(language: Language, timeZone: string): Voice {
  const number = (value: number | null | undefined, digits = 2): string =>
    value === null || value === undefined || !Number.isFinite(value)
      ? '—'
      : // a minus sign as wide as a plus
        value.toFixed(digits).replace('-', '−');
  return {
    language,
    number,
    say: (texts, values = {}) =>
      texts[language].replaceAll(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? '')),
    interval: ({ low, high }, digits) =>
      `${number(low, digits)} ${language === 'zh' ? '到' : 'to'} ${number(high, digits)}`,
    p: (value) => (value < 0.001 ? '< 0.001' : value.toFixed(3)),
    day: (time) => new Date(time).toLocaleDateString('sv-SE', { timeZone }),
  };
}
