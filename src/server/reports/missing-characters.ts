import type { Language } from '../../domain/language.ts';
import type { Report } from '../../domain/reports/report.ts';
import { inLines, markUnstorable } from '../../domain/written-text.ts';

/** The same document with each of its texts told in another way. */
export function withTexts<Part>(part: Part, tell: (text: string) => string): Part {
  if (typeof part === 'string') return tell(part) as Part;
  if (Array.isArray(part)) return part.map((one: unknown) => withTexts(one, tell)) as Part;
  if (typeof part !== 'object' || part === null) return part;
  return Object.fromEntries(
    Object.entries(part).map(([name, value]) => [name, withTexts(value, tell)]),
  ) as Part;
}

/** What was written before the doors refused it must not make a file that no program opens. */
export function withStorableTexts(report: Report): Report {
  return withTexts(report, (text) => markUnstorable(inLines(text)));
}

const notes: Readonly<Record<Language, string>> = {
  zh: '未能显示的字（以〓代替）：',
  en: 'Characters that could not be shown (〓 stands for them): ',
};

/** @returns undefined where nothing is missing */
export function missingNote(language: Language, missing: readonly string[]): string | undefined {
  return missing.length === 0 ? undefined : notes[language] + missing.join(language === 'zh' ? '、' : ', ');
}
