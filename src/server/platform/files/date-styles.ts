import { type Attributes, attributeOf, type XmlEvents } from './xml-reader.ts';

/** Formats of dates and times that a workbook need not describe (ECMA-376-1, 18.8.30), those of China, Japan, Korea and Thailand too. */
const builtIn: readonly (readonly [first: number, last: number])[] = [
  [14, 22],
  [27, 36],
  [45, 47],
  [50, 58],
  [71, 81],
];
const dateWord = /^(?:y{1,4}|m{1,5}|d{1,4}|h{1,2}|s{1,2}|a{3,5}|[ap]m?|e{1,4}|g{1,3})+$/u;
/** What a number is shown as when nobody chose anything: G/通用格式 in Chinese workbooks. */
const general = /g\/(?:通用格式|標準|标准|표준)/u;
/** An era counts only beside its year. */
const yearWord = /[ey]/u;

/** Which styles of a workbook show a number as a date. */
export class DateStyles implements XmlEvents {
  readonly #formats = new Map<string, string>();
  readonly #base: Attributes[] = [];
  readonly #isDate: boolean[] = [];
  #styles: 'cellStyleXfs' | 'cellXfs' | undefined;

  opened(name: string, attributes: () => Attributes): void {
    if (name === 'numFmt') {
      const format = attributes();
      this.#formats.set(attributeOf(format, 'numFmtId') ?? '', attributeOf(format, 'formatCode') ?? '');
    } else if (name === 'cellStyleXfs' || name === 'cellXfs') this.#styles = name;
    else if (name === 'xf' && this.#styles === 'cellStyleXfs') this.#base.push(attributes());
    else if (name === 'xf' && this.#styles === 'cellXfs') this.#isDate.push(this.#showsDate(attributes()));
  }

  closed(name: string): void {
    if (name === this.#styles) this.#styles = undefined;
  }

  /** @param style its number, as a cell names it */
  isDate(style: string | undefined): boolean {
    return style !== undefined && this.#isDate[Number(style)] === true;
  }

  #showsDate(style: Attributes): boolean {
    const format = style['numFmtId'] ?? this.#base[Number(style['xfId'])]?.['numFmtId'] ?? '0';
    const number = Number(format);
    return (
      builtIn.some(([first, last]) => number >= first && number <= last) ||
      isDateFormat(this.#formats.get(format) ?? '')
    );
  }
}

/** `yyyy"年"m"月"d"日";@`: one of its parts has words of days or times, and no digits; a letter alone is a unit or a class (`m²`, `d班`). */
export function isDateFormat(format: string): boolean {
  return format
    .toLowerCase()
    .replace(/\\./gu, ' ')
    .replaceAll(/"[^"]*"/gu, ' ')
    .split(';')
    .filter((part) => !general.test(part))
    .some((part) => {
      const words = part
        // hours beyond a day, and parts of a second
        .replace(/\[([hmsd]{1,2})\]/gu, '$1')
        .replace(/\[[^\]]*\]/gu, '')
        .replace(/s[.,]0{1,3}/gu, 's')
        .split(/[^a-z0#?%]+/u)
        .filter((word) => word !== '');
      return (
        words.join('').length > 1 &&
        words.every((word) => dateWord.test(word)) &&
        words.every((word) => !word.includes('g') || words.some((other) => yearWord.test(other)))
      );
    });
}
