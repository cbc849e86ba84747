import { sayDay } from '../../domain/calendar/spoken-day.ts';
import { bilingual, type Language, type Texts } from '../../domain/language.ts';
import {
  type CourseCertificateContent,
  courseCertificateWords,
  organiserOf,
} from '../../domain/training/course-certificate.ts';
import { sayMinutes } from '../../domain/volunteers/spoken-minutes.ts';
import {
  beginPdf,
  centredFrom,
  drawFoot,
  drawFrame,
  drawMissing,
  type RenderedReport,
  type Sheet,
  sheetOf,
  sheetOptions,
} from '../reports/public.ts';

const words = {
  certifies: bilingual('兹证明', 'This is to certify that'),
  attended: bilingual('出勤', 'present for'),
  credited: bilingual('计入继续教育', 'of continuing education'),
  confirmedBy: bilingual('确认机构', 'Confirmed by'),
  certificate: bilingual('证书编号', 'Certificate no.'),
  issued: bilingual('出具日期', 'Issued on'),
  scan: bilingual('扫码核对', 'Scan to check'),
};

const howToCheck = (address: string): Texts =>
  bilingual(
    `核对：扫描二维码，或打开 ${address} 。网页所示须与本纸一致。`,
    `To check: scan the code or open the address above. What stands there must equal this sheet.`,
  );

/** One sheet of A4, the same bytes for the same content. @param options.address where it is checked */
export async function courseCertificatePdf(
  content: CourseCertificateContent,
  options: { readonly language: 'zh' | 'both'; readonly address: string },
): Promise<RenderedReport> {
  const { title, label } = courseCertificateWords;
  const begun = await beginPdf(
    sheetOptions({
      title: `${title.zh} ${content.number}`,
      author: content.organisation.name,
      subject: label.zh,
      issuedAt: new Date(content.issuedAt),
    }),
  );
  const sheet = sheetOf(begun, options.language);
  drawFrame(sheet, label);
  drawStatement(sheet, content);
  drawEnd(sheet, content, options.address);
  const { missing } = begun.lettering;
  drawMissing(sheet, missing);
  return { content: await begun.doc.finish(), missing };
}

function drawStatement(sheet: Sheet, content: CourseCertificateContent): void {
  const { both } = centredFrom(sheet, 110);
  const said = (say: (language: Language) => string): Texts => ({ zh: say('zh'), en: say('en') });
  const { minutes, attendedMinutes, creditedMinutes } = content;
  both(courseCertificateWords.title, { size: 27, isBold: true }, 13, 40);
  both(words.certifies, { size: 12 }, 9, 8);
  both(bilingual(content.name, ''), { size: 24, isBold: true }, 0, 14);
  both(
    said((language) => {
      const [from, until] = [sayDay(language, content.from), sayDay(language, content.until)];
      if (from === until) return language === 'zh' ? `于${from}` : `on ${from}`;
      return language === 'zh' ? `于${from}至${until}` : `from ${from} to ${until}`;
    }),
    { size: 12 },
    9,
    4,
  );
  both(
    said((language) =>
      language === 'zh'
        ? `参加${organiserOf(language, content)}举办的培训`
        : `took part in a course held by ${organiserOf(language, content)}`,
    ),
    { size: 12 },
    9,
    14,
  );
  both(bilingual(`《${content.course}》`, ''), { size: 20, isBold: true, ink: 'accent' }, 0, 18);
  both(
    said((language) => {
      const [whole, present] = [sayMinutes(language, minutes), sayMinutes(language, attendedMinutes)];
      return language === 'zh'
        ? `共 ${whole}，${words.attended.zh} ${present}，准予结业。`
        : `of ${whole} in all, ${words.attended.en} ${present}, and completed it.`;
    }),
    { size: 12 },
    9,
    6,
  );
  if (creditedMinutes > 0)
    both(
      said((language) =>
        language === 'zh'
          ? `${words.credited.zh} ${sayMinutes(language, creditedMinutes)}`
          : `It counts as ${sayMinutes(language, creditedMinutes)} ${words.credited.en}.`,
      ),
      { size: 12, isBold: true },
      9,
      0,
    );
}

function drawEnd(sheet: Sheet, content: CourseCertificateContent, address: string): void {
  const { isBoth } = sheet;
  const { name, nameEn } = content.organisation;
  const issued = [sayDay('zh', content.issuedOn), ...(isBoth ? [sayDay('en', content.issuedOn)] : [])];
  const { explained } = courseCertificateWords;
  const check = howToCheck(address);
  drawFoot(sheet, {
    facts: [
      [words.confirmedBy, isBoth ? [name, nameEn] : [name]],
      [words.certificate, [content.number]],
      [words.issued, [issued.join(' · ')]],
    ],
    address,
    scan: words.scan,
    small: { zh: `${explained.zh}${check.zh}`, en: `${explained.en} ${check.en}` },
  });
}
