import { bilingual, type Language, type Texts } from '../../domain/language.ts';
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

const notes: Readonly<Record<'pdf' | 'figures', Texts>> = {
  pdf: bilingual(
    '未能画出的字（以〓代替，Word 文档里是原字）：',
    'Characters that could not be drawn (〓 stands for them; the Word document has them): ',
  ),
  figures: bilingual(
    '图中未能画出的字（以〓代替）：',
    'Characters that could not be drawn in figures (〓 stands for them): ',
  ),
};

/**
 * @param where what is drawn by our fonts: all of a PDF, the figures of a Word document
 * @returns undefined where nothing is missing
 */
export function missingNote(
  where: 'pdf' | 'figures',
  language: Language,
  missing: readonly string[],
): string | undefined {
  if (missing.length === 0) return undefined;
  return notes[where][language] + missing.join(language === 'zh' ? '、' : ', ');
}
