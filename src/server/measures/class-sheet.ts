import { renderSVG } from 'uqr';
import type { Language } from '../../contract/language.ts';
import { BYTE_ORDER_MARK, csvLine } from '../../domain/csv-line.ts';
import { writeWorkbook } from '../platform/files/write-workbook.ts';
import { escapeHtml } from '../platform/http/printed-page.ts';
import { mapInTurn } from '../platform/work/in-turn.ts';
import type { SheetView } from './invitations.ts';

const words = {
  'zh-CN': {
    title: '作答链接',
    cut: '沿虚线裁开，每人一张。',
    scan: '用手机扫码作答。每一题都可以不答。',
    secret: '此页只能打印这一次；再次生成会使这些链接失效。请妥善保管，用后销毁。',
    none: '没有还要作答的学生。',
    columns: ['学校', '班级', '姓名', '学号', '链接'],
  },
  en: {
    title: 'Links to answer',
    cut: 'Cut along the dashed lines, one slip for each pupil.',
    scan: 'Scan with a phone and answer. Any question may be skipped.',
    secret:
      'This page can be printed only this once; making it again voids these links. Keep it safe and destroy it afterwards.',
    none: 'No pupil is left to answer.',
    columns: ['School', 'Class', 'Name', 'Student number', 'Link'],
  },
} as const;

const style = `
@page { size: A4; margin: 10mm }
body { font: 12pt/1.5 "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif; margin: 0; color: #1f2933 }
article + article { break-before: page }
header { margin: 0 0 4mm }
h1 { font-size: 14pt; margin: 0 }
p { margin: 0; font-size: 10pt }
.slips { display: grid; grid-template-columns: 1fr 1fr }
section { display: flex; gap: 4mm; align-items: center; padding: 4mm; border: 1px dashed #6b7280; break-inside: avoid }
svg { width: 34mm; height: 34mm; flex: none }
b { display: block; font-size: 14pt }`;

/**
 * Links as slips to cut, each with the pupil's name and a QR code: two columns on A4 paper. Each class begins a page, with
 * its school, so that a stack falls apart into classes by itself.
 */
export async function printableSheets(sheets: readonly SheetView[], language: Language): Promise<string> {
  const text = words[language];
  const classes: string[] = [];
  for (const sheet of sheets) {
    // the codes of a school are seconds of work: others have their turn between the classes
    const slips = await mapInTurn(sheet.items, (slip) => printableSlip(slip, text.scan));
    classes.push(`<article><header><h1>${escapeHtml(titleOf(sheet))} · ${text.title}</h1><p>${text.cut} ${text.secret}</p></header>
<div class="slips">${slips.join('')}</div></article>`);
  }
  const [only] = sheets;
  const title = sheets.length === 1 && only !== undefined ? `${titleOf(only)} · ${text.title}` : text.title;
  return `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><title>${escapeHtml(title)}</title><style>${style}</style></head>
<body><main>${classes.length === 0 ? `<h1>${text.title}</h1><p>${text.none}</p>` : classes.join('\n')}</main></body></html>
`;
}

function titleOf({ school, className }: SheetView): string {
  return school === null ? className : `${school} ${className}`;
}

function printableSlip({ name, studentNumber, link }: SheetView['items'][number], scan: string): string {
  return `
<section>${renderSVG(link, { ecc: 'M', border: 2 })}<div><b>${escapeHtml(name)}</b>${escapeHtml(studentNumber ?? '')}<p>${scan}</p></div></section>`;
}

/** The same for a spreadsheet program. */
export function sheetsAsCsv(sheets: readonly SheetView[], language: Language): string {
  return BYTE_ORDER_MARK + tableRows(sheets, language).map(csvLine).join('');
}

/** The same as a workbook, in which 0007 stays the number of a pupil. */
export function sheetsAsWorkbook(sheets: readonly SheetView[], language: Language): Promise<Buffer> {
  return writeWorkbook(tableRows(sheets, language));
}

function tableRows(sheets: readonly SheetView[], language: Language): (readonly (string | null)[])[] {
  return [
    words[language].columns,
    ...sheets.flatMap(({ school, className, items }) =>
      items.map(({ name, studentNumber, link }) => [school, className, name, studentNumber, link]),
    ),
  ];
}
