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
import {
  beginPdf,
  centredFrom,
  drawFoot,
  drawFrame,
  drawMissing,
  type RenderedReport,
  type Sheet,
  sheetMeasures,
  sheetOf,
  sheetOptions,
} from '../reports/public.ts';
import type { SignedCredential } from './sign-credential.ts';

const { left: LEFT, inner: INNER, foot: FOOT } = sheetMeasures;

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
  const begun = await beginPdf(
    sheetOptions({
      title: `${title} ${content.number}`,
      author: content.organisation.name,
      subject: sayOfCertificate('zh', 'label'),
      issuedAt,
    }),
  );
  const { doc, lettering } = begun;
  const sheet = sheetOf(begun, options.language);
  drawFrame(sheet, inBoth('label'));
  const top = drawStatement(sheet, content);
  drawServices(sheet, content, top);
  drawEnd(sheet, content, options.verifyUrl);
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

const inBoth = (word: Parameters<typeof sayOfCertificate>[1]): Texts => ({
  zh: sayOfCertificate('zh', word),
  en: sayOfCertificate('en', word),
});

/** @returns where the next part begins */
function drawStatement(sheet: Sheet, content: CertificateContent): number {
  const { isBoth } = sheet;
  const { both, top } = centredFrom(sheet, 84);
  const said = (say: (language: 'zh' | 'en') => string): Texts => ({ zh: say('zh'), en: say('en') });
  const number = spacedNumber(content.volunteerNumber);
  both(inBoth('title'), { size: 27, isBold: true }, 13, 14);
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
  return top();
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

function drawEnd(sheet: Sheet, content: CertificateContent, verifyUrl: string): void {
  const { isBoth } = sheet;
  const issued = [sayDay('zh', content.issuedOn), ...(isBoth ? [sayDay('en', content.issuedOn)] : [])];
  const { name, nameEn } = content.organisation;
  const explained = inBoth('explained');
  const check = howToCheck(verifyUrl);
  drawFoot(sheet, {
    facts: [
      [words.recordedBy, isBoth ? [name, nameEn] : [name]],
      [words.certificate, [content.number]],
      [words.issued, [issued.join(' · ')]],
    ],
    address: verifyUrl,
    scan: words.scan,
    small: { zh: `${explained.zh}${check.zh}`, en: `${explained.en} ${check.en}` },
  });
}
