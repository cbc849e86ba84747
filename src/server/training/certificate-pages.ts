import type { FastifyInstance } from 'fastify';
import { readCertificateNumber } from '../../domain/certificates/certificate-number.ts';
import { sayDay } from '../../domain/calendar/spoken-day.ts';
import { bilingual, type Language } from '../../domain/language.ts';
import {
  COURSE_CERTIFICATE_PREFIX,
  type CourseCertificateContent,
  courseCertificateAddress,
  courseCertificateWords,
  organiserOf,
} from '../../domain/training/course-certificate.ts';
import { sayMinutes } from '../../domain/volunteers/spoken-minutes.ts';
import { VERIFY_PATH } from '../certificates/public.ts';
import { languageOf } from '../platform/http/app.ts';
import { banner, fact, paperStyle } from '../platform/http/paper-page.ts';
import { plainPage, sendPlainPage, type Shown, shownOf } from '../platform/http/plain-page.ts';
import { escapeHtml as text } from '../platform/http/printed-page.ts';
import { type CertificateStanding, findCertificate, type FindParts } from './find-certificate.ts';

const words = {
  valid: bilingual('证书有效', 'This certificate is valid'),
  compare: bilingual(
    '请逐项对照：纸上的内容须与本页完全一致；不一致的，以本页为准。',
    'Please compare each line: what is on paper must equal this page; where it does not, this page counts.',
  ),
  name: bilingual('姓名', 'Name'),
  course: bilingual('培训', 'Course'),
  organiser: bilingual('举办', 'Held by'),
  from: bilingual('开始', 'From'),
  until: bilingual('结束', 'To'),
  minutes: bilingual('全部课时', 'All lessons'),
  attended: bilingual('出勤', 'Present for'),
  credited: bilingual('计入继续教育', 'Continuing education'),
  confirmedBy: bilingual('确认机构', 'Confirmed by'),
  issued: bilingual('出具日期', 'Issued on'),
  number: bilingual('证书编号', 'Certificate number'),
  withdrawnTitle: bilingual('证书已作废', 'This certificate is good no more'),
  withdrawn: bilingual(
    '{organisation}于 {day}更正了出勤，这份证书随之作废，请勿再采信。',
    '{organisation} corrected the attendance on {day}, and this certificate is good no more. Please do not rely on it.',
  ),
  unknownTitle: bilingual('没有这份证书', 'There is no such certificate'),
  unknown: bilingual(
    '这里没有出具过这个编号的证书。编号无误的，请勿采信手中的证书。',
    'No certificate with this number was issued here. If the number is typed as it is on the paper, do not rely on the paper.',
  ),
};

const statuses = { valid: 200, withdrawn: 410, unknown: 404 } as const;

/** Where anybody sees what a certificate of a course says, without an account. @param perMinute requests from one address */
export function courseCertificatePages(app: FastifyInstance, parts: FindParts, perMinute: number): void {
  const options = {
    config: { rateLimit: { max: perMinute, timeWindow: 60_000 } },
    schema: { hide: true },
  };
  app.get(courseCertificateAddress('', ':number'), options, async (request, reply) => {
    const { number } = request.params as { number: string };
    const shown = shownOf(request, courseCertificateAddress('', encodeURIComponent(number)));
    const asked = { requestId: request.id, language: languageOf(request) };
    const standing = await findCertificate(parts, number, asked);
    return sendPlainPage(reply.status(statuses[standing.kind]), certificatePage(shown, standing));
  });
}

/** Where a number leads that somebody typed; undefined: it is of no certificate of a course. */
export function pathOfNumber(typed: string): string | undefined {
  if (!typed.normalize('NFKC').trim().toUpperCase().startsWith(COURSE_CERTIFICATE_PREFIX)) return undefined;
  const number = readCertificateNumber(typed, COURSE_CERTIFICATE_PREFIX);
  return number === undefined ? undefined : courseCertificateAddress('', number);
}

/** What a stranger learns who has the number: what it says, and nothing else. */
function certificatePage(shown: Shown, standing: CertificateStanding): string {
  const { language } = shown;
  const page = (title: string, content: string) =>
    plainPage({ ...shown, home: VERIFY_PATH }, title, content, paperStyle);
  switch (standing.kind) {
    case 'valid':
      return page(words.valid[language], validPart(language, standing.content));
    case 'withdrawn': {
      const title = words.withdrawnTitle[language];
      const { name, nameEn } = standing.organisation;
      const told = words.withdrawn[language]
        .replace('{organisation}', () => (language === 'en' ? (nameEn ?? name) : name))
        .replace('{day}', () => sayDay(language, standing.on));
      return page(title, `${banner('bad', title)}<p>${text(told)}</p>`);
    }
    case 'unknown': {
      const title = words.unknownTitle[language];
      return page(title, `${banner('bad', title)}<p>${words.unknown[language]}</p>`);
    }
  }
}

function validPart(language: Language, content: CourseCertificateContent): string {
  const { title, label, explained } = courseCertificateWords;
  const { organisation, creditedMinutes } = content;
  const line = (word: keyof typeof words, value: string) => fact(words[word][language], value);
  return `${banner('good', words.valid[language])}
<p><strong>${title[language]}</strong> <span class="label">${label[language]}</span></p>
<p>${words.compare[language]}</p>
<dl>${[
    line('name', content.name),
    line('course', content.course),
    line('organiser', organiserOf(language, content)),
    line('from', sayDay(language, content.from)),
    line('until', sayDay(language, content.until)),
    line('minutes', sayMinutes(language, content.minutes)),
    line('attended', sayMinutes(language, content.attendedMinutes)),
    ...(creditedMinutes === 0 ? [] : [line('credited', sayMinutes(language, creditedMinutes))]),
    line('confirmedBy', organiserOf(language, { organiser: '', organisation })),
    line('issued', sayDay(language, content.issuedOn)),
    line('number', content.number),
  ].join('\n')}</dl>
<p class="quiet">${explained[language]}</p>`;
}
