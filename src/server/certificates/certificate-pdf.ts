import { encode } from 'uqr';
import { sayDay } from '../../domain/calendar/spoken-day.ts';
import {
  type CertificateContent,
  nameOfOrganisation,
  sayOfCertificate,
  titleOf,
} from '../../domain/certificates/certificate.ts';
import { bilingual, type Texts } from '../../domain/language.ts';
import { inks, paper } from '../../domain/reports/report.ts';
import { sayMinutes } from '../../domain/volunteers/spoken-minutes.ts';
import { spacedNumber } from '../../domain/volunteers/volunteer-number.ts';
import { inOneLine, markUnstorable } from '../../domain/written-text.ts';
import { beginPdf, type LetteredPdf, type RenderedReport } from '../reports/public.ts';
import type { SignedCredential } from './sign-credential.ts';

const WIDTH = 595.28;
const HEIGHT = 841.89;
const LEFT = 62;
const INNER = WIDTH - 2 * LEFT;
/** Where the part begins that stands at the foot of the sheet. */
const FOOT = 628;
const CODE = 90;

const words = {
  certifies: bilingual('兹证明', 'This is to certify that'),
  number: bilingual('志愿者编号', 'volunteer number'),
  served: bilingual('提供志愿服务，记录在案的服务时间共', 'gave volunteer service, with time on record of'),
  what: bilingual('服务内容', 'What was done'),
  times: bilingual('次数', 'Times'),
  time: bilingual('服务时间', 'Time'),
  recordedBy: bilingual('记录机构', 'Recorded by'),
  certificate: bilingual('证书编号', 'Certificate no.'),
  issued: bilingual('出具日期', 'Issued on'),
  scan: bilingual('扫码核验', 'Scan to check'),
};

const howToCheck = (address: string): Texts =>
  bilingual(
    `核验：扫描二维码，或打开 ${address} 。网页所示须与本纸一致，姓名须与持证人的身份证件一致。本文件内附 credential.json（W3C 可验证凭证，Open Badges 3.0），程序可据以独立验证。`,
    `To check: scan the code or open the address above. What stands there must equal this sheet, and the name that on the identity card of whoever shows it. credential.json inside this file (W3C Verifiable Credential, Open Badges 3.0) is verified by programs.`,
  );

interface Sheet {
  readonly doc: LetteredPdf;
  /** in characters that there are */
  readonly write: (text: string) => string;
  readonly isBoth: boolean;
}
type Line = { readonly size: number; readonly isBold?: true; readonly ink?: keyof typeof inks };

/**
 * One sheet of A4, the same bytes for the same content, with the signed credential inside as `credential.json`.
 * @param options.verifyUrl where the certificate is checked, `certificateAddress`
 */
export async function certificatePdf(
  content: CertificateContent,
  options: {
    readonly language: 'zh' | 'both';
    readonly verifyUrl: string;
    readonly credential: SignedCredential;
  },
): Promise<RenderedReport> {
  const issuedAt = new Date(content.issuedAt);
  const title = sayOfCertificate('zh', 'title');
  const { doc, lettering } = await beginPdf({
    size: 'A4',
    // all is placed by itself: nothing may begin a second page
    margin: 0,
    pdfVersion: '1.7',
    lang: 'zh-CN',
    displayTitle: true,
    info: {
      Title: `${title} ${content.number}`,
      Author: markUnstorable(content.organisation.name),
      Subject: sayOfCertificate('zh', 'label'),
      Producer: '暖途 Nuantu',
      CreationDate: issuedAt,
    },
  });
  const write = (text: string) => lettering.write(markUnstorable(inOneLine(text)));
  const sheet = { doc, write, isBoth: options.language === 'both' };
  drawFrame(sheet);
  const top = drawStatement(sheet, content);
  drawServices(sheet, content, top);
  drawFoot(sheet, content, options.verifyUrl);
  drawMissing(sheet, lettering.missing);
  doc.file(Buffer.from(JSON.stringify(options.credential)), {
    name: 'credential.json',
    type: 'application/vc+json',
    description: 'Open Badges 3.0',
    creationDate: issuedAt,
    modifiedDate: issuedAt,
  });
  return { content: await doc.finish(), missing: lettering.missing };
}

function drawFrame({ doc, write, isBoth }: Sheet): void {
  doc
    .rect(26, 26, WIDTH - 52, HEIGHT - 52)
    .lineWidth(2)
    .stroke(inks.accent);
  doc
    .rect(32, 32, WIDTH - 64, HEIGHT - 64)
    .lineWidth(0.6)
    .stroke(paper.rule);
  const label = [sayOfCertificate('zh', 'label'), ...(isBoth ? [sayOfCertificate('en', 'label')] : [])].join(
    ' · ',
  );
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

/** @returns where the next part begins */
function drawStatement(sheet: Sheet, content: CertificateContent): number {
  const { isBoth } = sheet;
  let top = 84;
  const both = ({ zh, en }: Texts, chinese: Line, english: number, gap: number) => {
    top = drawCentred(sheet, zh, top, chinese);
    if (isBoth && en !== '') top = drawCentred(sheet, en, top + 1, { size: english, ink: 'soft' });
    top += gap;
  };
  const said = (say: (language: 'zh' | 'en') => string): Texts => ({ zh: say('zh'), en: say('en') });
  const number = spacedNumber(content.volunteerNumber);
  both(
    said((language) => sayOfCertificate(language, 'title')),
    { size: 27, isBold: true },
    13,
    14,
  );
  both(words.certifies, { size: 11 }, 9, 4);
  both(bilingual(content.name, ''), { size: 24, isBold: true }, 0, 3);
  both(
    said((language) => `${words.number[language]} ${number}`),
    { size: 10, ink: 'soft' },
    8.5,
    8,
  );
  both(
    bilingual(
      `${sayDay('zh', content.from)}至${sayDay('zh', content.until)}，在${content.organisation.name}`,
      `from ${sayDay('en', content.from)} to ${sayDay('en', content.until)}, with ${nameOfOrganisation('en', content.organisation)},`,
    ),
    { size: 11 },
    9,
    2,
  );
  both(words.served, { size: 11 }, 9, 4);
  const minutes = said((language) => sayMinutes(language, content.minutes));
  const inAll = isBoth ? `${minutes.zh} · ${minutes.en}` : minutes.zh;
  both(bilingual(inAll, ''), { size: 23, isBold: true, ink: 'accent' }, 0, 3);
  const counted = said((language) => {
    const backFilled = sayMinutes(language, content.backFilledMinutes);
    const first =
      language === 'zh'
        ? `其中 ${backFilled}为事后补录，经另一人核准。`
        : `Of it ${backFilled} was entered afterwards and approved by another person. `;
    return (content.backFilledMinutes === 0 ? '' : first) + sayOfCertificate(language, 'counted');
  });
  both(counted, { size: 8.5, ink: 'soft' }, 7.5, 10);
  return top;
}

/** In one line where it fits at two thirds of its size or more, in several where not. */
function drawCentred({ doc, write }: Sheet, text: string, top: number, { size, isBold, ink }: Line): number {
  const line = write(text);
  doc.cut(isBold === true ? 'bold' : 'regular').fillColor(inks[ink ?? 'text']);
  const share = Math.min(1, INNER / doc.fontSize(size).widthOfString(line));
  doc.fontSize(Math.max(share * 0.995, 2 / 3) * size);
  const options = { width: INNER, align: 'center' as const };
  const height = doc.heightOfString(line, options);
  doc.text(line, LEFT, top, options);
  return top + height;
}

/** The smallest that is still read on paper; a title that does not fit even so ends in dots. */
const SIZES = [10, 9, 8, 7, 6] as const;
const PAD = 2.5;

function drawServices(sheet: Sheet, content: CertificateContent, top: number): void {
  const { doc, write, isBoth } = sheet;
  const in2 = (say: (language: 'zh' | 'en') => string) =>
    write([...new Set(isBoth ? [say('zh'), say('en')] : [say('zh')])].join(' / '));
  const widths = isBoth ? [271, 70, 130] : [331, 50, 90];
  const rows = [
    [
      in2((language) => words.what[language]),
      in2((language) => words.times[language]),
      in2((language) => words.time[language]),
    ],
    ...content.services.map((service) => [
      in2((language) => titleOf(language, service)),
      String(service.times),
      in2((language) => sayMinutes(language, service.minutes)),
    ]),
  ];
  const optionsOf = (column: number) => ({
    width: (widths[column] ?? 0) - 2 * PAD,
    align: column === 0 ? ('left' as const) : ('right' as const),
  });
  const heightsAt = (size: number) => {
    doc.cut('regular').fontSize(size);
    return rows.map(
      (cells) =>
        Math.max(...cells.map((cell, column) => doc.heightOfString(cell, optionsOf(column)))) + 2 * PAD,
    );
  };
  const room = FOOT - 12 - top;
  const sum = (heights: readonly number[]) => heights.reduce((total, one) => total + one, 0);
  const size = SIZES.find((one) => sum(heightsAt(one)) <= room) ?? SIZES[SIZES.length - 1] ?? 6;
  const natural = heightsAt(size);
  const isTooHigh = sum(natural) > room;
  const heights = natural.map((height) => (isTooHigh ? Math.min(height, room / rows.length) : height));
  let y = top;
  for (const [at, cells] of rows.entries()) {
    const height = heights[at] ?? 0;
    if (at === 0) doc.rect(LEFT, y, INNER, height).fill(paper.head);
    let x = LEFT;
    for (const [column, cell] of cells.entries()) {
      doc
        .cut(at === 0 ? 'bold' : 'regular')
        .fontSize(size)
        .fillColor(inks.text);
      doc.text(cell, x + PAD, y + PAD, { ...optionsOf(column), height: height - PAD, ellipsis: true });
      x += widths[column] ?? 0;
    }
    y += height;
    doc
      .moveTo(LEFT, y)
      .lineTo(LEFT + INNER, y)
      .lineWidth(0.5)
      .stroke(paper.rule);
  }
}

function drawFoot(sheet: Sheet, content: CertificateContent, verifyUrl: string): void {
  const { doc, write, isBoth } = sheet;
  const issued = [sayDay('zh', content.issuedOn), ...(isBoth ? [sayDay('en', content.issuedOn)] : [])];
  const { name, nameEn } = content.organisation;
  const facts: readonly (readonly [Texts, readonly (string | null)[]])[] = [
    [words.recordedBy, isBoth ? [name, nameEn] : [name]],
    [words.certificate, [content.number]],
    [words.issued, [issued.join(' · ')]],
  ];
  let top = FOOT;
  for (const [label, values] of facts) {
    doc.cut('regular').fontSize(8).fillColor(inks.soft);
    doc.text(write(isBoth ? `${label.zh} ${label.en}` : label.zh), LEFT, top + 2, { width: 110 });
    for (const [at, value] of values.entries())
      if (value !== null) top = drawFact(sheet, value, top, at === 0 ? 10 : 8.5);
    top += 8;
  }
  drawCode(doc, verifyUrl, WIDTH - LEFT - CODE, FOOT - 2);
  const scan = isBoth ? `${words.scan.zh} ${words.scan.en}` : words.scan.zh;
  doc.cut('regular').fontSize(8).fillColor(inks.soft);
  doc.text(scan, WIDTH - LEFT - CODE - 10, FOOT + CODE, {
    width: CODE + 20,
    align: 'center',
    lineBreak: false,
  });
  const check = howToCheck(verifyUrl);
  const languages = isBoth ? (['zh', 'en'] as const) : (['zh'] as const);
  const lines = languages.map(
    (language) =>
      `${sayOfCertificate(language, 'explained')}${language === 'en' ? ' ' : ''}${check[language]}`,
  );
  doc.fontSize(7).text(write(lines[0] ?? ''), LEFT, FOOT + CODE + 15, { width: INNER, lineGap: 1 });
  if (lines[1] !== undefined) doc.fontSize(6.5).text(write(lines[1]), { width: INNER, lineGap: 1 });
}

/** In one line, however long it is. @returns where the next begins */
function drawFact({ doc, write }: Sheet, value: string, top: number, size: number): number {
  const width = INNER - 110 - CODE - 14;
  const line = write(value);
  doc.cut(size === 10 ? 'bold' : 'regular').fillColor(inks.text);
  const share = Math.min(1, (width * 0.995) / doc.fontSize(size).widthOfString(line));
  doc.fontSize(size * share).text(line, LEFT + 110, top + (size - size * share) / 2, { lineBreak: false });
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

function drawMissing({ doc, write, isBoth }: Sheet, missing: readonly string[]): void {
  if (missing.length === 0) return;
  const codes = missing.map((one) => /\((.*)\)$/u.exec(one)?.[1] ?? '').join('、');
  const note = `〓 代表字库中没有的字：${codes}${isBoth ? ' · 〓 stands for characters that could not be drawn' : ''}`;
  doc.cut('regular').fontSize(6.5).fillColor(inks.soft);
  doc.text(write(note), LEFT, HEIGHT - 45, { width: INNER, height: 9, ellipsis: true });
}
