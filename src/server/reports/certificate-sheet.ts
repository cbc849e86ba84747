import { encode } from 'uqr';
import { inks, paper } from '../../domain/reports/report.ts';
import { inOneLine, markUnstorable } from '../../domain/written-text.ts';
import type { Texts } from '../../domain/language.ts';
import type { LetteredPdf } from './lettered-pdf.ts';
import type { Lettering } from './lettering.ts';

const WIDTH = 595.28;
const HEIGHT = 841.89;
const LEFT = 62;
/** Where the part begins that stands at the foot of the sheet. */
const FOOT = 628;
const CODE = 90;
const LABELS = 110;

/** Measures of a certificate on A4, in points. */
export const sheetMeasures = { left: LEFT, inner: WIDTH - 2 * LEFT, foot: FOOT, code: CODE } as const;

/** A sheet of A4 that certifies something, in Chinese or in both languages. */
export interface Sheet {
  readonly doc: LetteredPdf;
  /** in characters that there are */
  readonly write: (text: string) => string;
  readonly isBoth: boolean;
}

export interface SheetLine {
  readonly size: number;
  readonly isBold?: true;
  readonly ink?: keyof typeof inks;
}

/** All is placed by itself: nothing may begin a second page. */
export function sheetOptions(about: {
  readonly title: string;
  readonly author: string;
  readonly subject: string;
  readonly issuedAt: Date;
}): PDFKit.PDFDocumentOptions {
  return {
    size: 'A4',
    margin: 0,
    pdfVersion: '1.7',
    lang: 'zh-CN',
    displayTitle: true,
    info: {
      Title: about.title,
      Author: markUnstorable(about.author),
      Subject: about.subject,
      Producer: '暖途 Nuantu',
      CreationDate: about.issuedAt,
    },
  };
}

export function sheetOf(
  { doc, lettering }: { doc: LetteredPdf; lettering: Lettering },
  language: 'zh' | 'both',
): Sheet {
  const write = (text: string) => lettering.write(markUnstorable(inOneLine(text)));
  return { doc, write, isBoth: language === 'both' };
}

/** @param label what kind of record it is */
export function drawFrame({ doc, write, isBoth }: Sheet, { zh, en }: Texts): void {
  doc
    .rect(26, 26, WIDTH - 52, HEIGHT - 52)
    .lineWidth(2)
    .stroke(inks.accent);
  doc
    .rect(32, 32, WIDTH - 64, HEIGHT - 64)
    .lineWidth(0.6)
    .stroke(paper.rule);
  const label = [zh, ...(isBoth ? [en] : [])].join(' · ');
  doc.cut('bold').fontSize(9);
  const width = doc.widthOfString(write(label)) + 16;
  doc
    .rect(WIDTH - LEFT - width, 52, width, 20)
    .lineWidth(0.8)
    .stroke(inks.accent);
  doc
    .fillColor(inks.accent)
    .text(write(label), WIDTH - LEFT - width, 56, { width, align: 'center', lineBreak: false });
  doc.cut('regular').fontSize(9).fillColor(inks.soft).text('暖途 Nuantu', LEFT, 56, { lineBreak: false });
}

/**
 * Writes from `top` downwards: each call a text in Chinese, below it the English one where both are wanted and there is one.
 * @returns what writes, and where the next part begins
 */
export function centredFrom(sheet: Sheet, from: number) {
  let top = from;
  return {
    both: ({ zh, en }: Texts, chinese: SheetLine, english: number, gap: number): void => {
      top = drawCentred(sheet, zh, top, chinese);
      if (sheet.isBoth && en !== '') top = drawCentred(sheet, en, top + 1, { size: english, ink: 'soft' });
      top += gap;
    },
    top: () => top,
  };
}

/** In one line where it fits at two thirds of its size or more, in several where not. */
function drawCentred(
  { doc, write }: Sheet,
  text: string,
  top: number,
  { size, isBold, ink }: SheetLine,
): number {
  const { inner } = sheetMeasures;
  const line = write(text);
  doc.cut(isBold === true ? 'bold' : 'regular').fillColor(inks[ink ?? 'text']);
  const share = Math.min(1, inner / doc.fontSize(size).widthOfString(line));
  doc.fontSize(Math.max(share * 0.995, 2 / 3) * size);
  const options = { width: inner, align: 'center' as const };
  const height = doc.heightOfString(line, options);
  doc.text(line, LEFT, top, options);
  return top + height;
}

type Fact = readonly [label: Texts, values: readonly (string | null)[]];

/**
 * Who says it, under which number and when, with a code that leads to where it is checked.
 * @param foot.small below, in the languages of the sheet
 */
export function drawFoot(
  sheet: Sheet,
  foot: {
    readonly facts: readonly Fact[];
    readonly address: string;
    readonly scan: Texts;
    readonly small: Texts;
  },
): void {
  const { doc, write, isBoth } = sheet;
  const { inner } = sheetMeasures;
  let top = FOOT;
  for (const [label, values] of foot.facts) {
    doc.cut('regular').fontSize(8).fillColor(inks.soft);
    doc.text(write(isBoth ? `${label.zh} ${label.en}` : label.zh), LEFT, top + 2, { width: LABELS });
    for (const [at, value] of values.entries())
      if (value !== null) top = drawFact(sheet, value, top, at === 0 ? 10 : 8.5);
    top += 8;
  }
  drawCode(doc, foot.address, WIDTH - LEFT - CODE, FOOT - 2);
  const scan = isBoth ? `${foot.scan.zh} ${foot.scan.en}` : foot.scan.zh;
  doc.cut('regular').fontSize(8).fillColor(inks.soft);
  doc.text(scan, WIDTH - LEFT - CODE - 10, FOOT + CODE, {
    width: CODE + 20,
    align: 'center',
    lineBreak: false,
  });
  doc.fontSize(7).text(write(foot.small.zh), LEFT, FOOT + CODE + 15, { width: inner, lineGap: 1 });
  if (isBoth) doc.fontSize(6.5).text(write(foot.small.en), { width: inner, lineGap: 1 });
}

/** In one line, however long it is. @returns where the next begins */
function drawFact({ doc, write }: Sheet, value: string, top: number, size: number): number {
  const width = sheetMeasures.inner - LABELS - CODE - 14;
  const line = write(value);
  doc.cut(size === 10 ? 'bold' : 'regular').fillColor(inks.text);
  const share = Math.min(1, (width * 0.995) / doc.fontSize(size).widthOfString(line));
  doc.fontSize(size * share).text(line, LEFT + LABELS, top + (size - size * share) / 2, { lineBreak: false });
  return top + size * 1.35;
}

function drawCode(doc: LetteredPdf, text: string, left: number, top: number): void {
  const { data, size } = encode(text, { ecc: 'M', border: 0 });
  const unit = CODE / size;
  for (const [row, cells] of data.entries())
    for (const [column, isDark] of cells.entries())
      if (isDark) doc.rect(left + column * unit, top + row * unit, unit, unit);
  doc.fill(inks.text);
}

export function drawMissing({ doc, write, isBoth }: Sheet, missing: readonly string[]): void {
  if (missing.length === 0) return;
  const codes = missing.map((one) => /\((.*)\)$/u.exec(one)?.[1] ?? '').join('、');
  const note = `〓 代表字库中没有的字：${codes}${isBoth ? ' · 〓 stands for characters that could not be drawn' : ''}`;
  doc.cut('regular').fontSize(6.5).fillColor(inks.soft);
  doc.text(write(note), LEFT, HEIGHT - 45, { width: sheetMeasures.inner, height: 9, ellipsis: true });
}
