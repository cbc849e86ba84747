import type { Merge } from '../../../domain/roster/sheet.ts';

/** What a workbook says of a sheet beside its cells. */
export interface SheetPart {
  readonly name: string;
  readonly isHidden: boolean;
  readonly merges: readonly Merge[];
  /** as the spreadsheet program numbers them, from 1 */
  readonly hiddenRows: readonly number[];
  /** rows and columns counted from 0 */
  readonly errors: readonly { row: number; column: number; text: string }[];
}

const attribute = /([\w.-]+(?::[\w.-]+)?)\s*=\s*(?:"([^"<]*)"|'([^'<]*)')/gu;
const sheetElement = elementsOf('sheet');
const relationElement = elementsOf('Relationship');
const propertiesElement = elementsOf('workbookPr');
const mergeElement = elementsOf('mergeCell');
const rowElement = elementsOf('row');
const errorCell =
  /<(?:[\w.-]+:)?c(\s[^<>]*?\bt\s*=\s*["']e["'][^<>]*)>\s*(?:<(?:[\w.-]+:)?f[\s\S]*?(?:\/>|<\/(?:[\w.-]+:)?f>))?\s*<(?:[\w.-]+:)?v\s*>([^<]*)</gu;
/** A merge over whole columns would fill cells that nobody wrote. */
const LARGEST_MERGE = 100_000;

/** An element with all its attributes. */
function elementsOf(name: string): RegExp {
  return new RegExp(
    `<(?:[\\w.-]+:)?${name}((?:\\s+[^\\s=<>"']+\\s*=\\s*(?:"[^"<]*"|'[^'<]*'))*)\\s*/?>`,
    'gu',
  );
}

/** Whether numbers of days are counted from 1904 on, as old spreadsheet programs of Apple did. */
export function startsIn1904(workbook: string): boolean {
  return [...workbook.matchAll(propertiesElement)].some(([, text = '']) =>
    isTrue(attributesOf(text).get('date1904')),
  );
}

/**
 * What the workbook says of its sheets, in its order: names, which are hidden, merged cells, hidden rows and errors, of all of which
 * the reader of the cells says nothing.
 * @param partOf text of a part of the archive; undefined where it has none of that path
 */
export function readSheetParts(partOf: (path: string) => string | undefined): SheetPart[] {
  const workbook = partOf('xl/workbook.xml') ?? '';
  const relations = new Map(
    [...(partOf('xl/_rels/workbook.xml.rels') ?? '').matchAll(relationElement)].map(([, text = '']) => {
      const attributes = attributesOf(text);
      return [attributes.get('Id') ?? '', attributes.get('Target') ?? ''];
    }),
  );
  return [...workbook.matchAll(sheetElement)].map(([, text = '']) => {
    const attributes = attributesOf(text);
    const id = [...attributes].find(([name]) => name.endsWith(':id'))?.[1] ?? '';
    const target = relations.get(id) ?? '';
    const part = partOf(target.startsWith('/') ? target.slice(1) : `xl/${target}`) ?? '';
    return {
      name: unescaped(attributes.get('name') ?? ''),
      isHidden: /hidden/iu.test(attributes.get('state') ?? ''),
      merges: mergesOf(part),
      hiddenRows: hiddenRowsOf(part),
      errors: errorsOf(part),
    };
  });
}

function mergesOf(part: string): Merge[] {
  return [...part.matchAll(mergeElement)].flatMap(([, text = '']) => {
    const [first, last] = (attributesOf(text).get('ref') ?? '').split(':').map(placeOf);
    if (first === undefined || last === undefined) return [];
    const merge = { top: first.row, left: first.column, bottom: last.row, right: last.column };
    const size = (merge.bottom - merge.top + 1) * (merge.right - merge.left + 1);
    return size > 1 && size <= LARGEST_MERGE ? [merge] : [];
  });
}

function hiddenRowsOf(part: string): number[] {
  return [...part.matchAll(rowElement)].flatMap(([, text = '']) => {
    if (!text.includes('hidden')) return [];
    const attributes = attributesOf(text);
    return isTrue(attributes.get('hidden')) ? [Number(attributes.get('r'))] : [];
  });
}

function errorsOf(part: string): SheetPart['errors'] {
  if (!/\bt\s*=\s*["']e["']/u.test(part)) return [];
  return [...part.matchAll(errorCell)].flatMap(([, text = '', value = '']) => {
    const place = placeOf(attributesOf(text).get('r') ?? '');
    return place === undefined ? [] : [{ ...place, text: unescaped(value).trim() }];
  });
}

function attributesOf(text: string): Map<string, string> {
  return new Map(
    [...text.matchAll(attribute)].map(([, name = '', double, single]) => [name, double ?? single ?? '']),
  );
}

/** `B3` is row 2, column 1. */
function placeOf(reference: string): { row: number; column: number } | undefined {
  const [, letters, digits] = /^\$?([A-Z]{1,3})\$?(\d{1,7})$/u.exec(reference) ?? [];
  if (letters === undefined) return undefined;
  return { row: Number(digits) - 1, column: columnNumber(letters) - 1 };
}

/** A is 1, Z 26, AA 27. */
export function columnNumber(letters: string): number {
  return Array.from(letters).reduce((number, letter) => number * 26 + letter.charCodeAt(0) - 64, 0);
}

function isTrue(value: string | undefined): boolean {
  return value === '1' || value === 'true';
}

function unescaped(text: string): string {
  return text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&apos;', "'")
    .replace(/&#(?:x([0-9a-f]{1,6})|(\d{1,7}));/giu, (_, hex?: string, decimal?: string) =>
      codePoint(Number(hex === undefined ? decimal : `0x${hex}`)),
    )
    .replaceAll('&amp;', '&');
}

function codePoint(code: number): string {
  return code <= 0x10_ff_ff ? String.fromCodePoint(code) : '\uFFFD';
}
