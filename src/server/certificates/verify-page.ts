import { sayDay } from '../../domain/calendar/spoken-day.ts';
import {
  type CertificateContent,
  nameOfOrganisation,
  sayOfCertificate,
  saySize,
  titleOf,
} from '../../domain/certificates/certificate.ts';
import { issuerAddress } from '../../domain/certificates/credential.ts';
import { bilingual, type Language } from '../../domain/language.ts';
import type { CalendarDay } from '../../domain/people/calendar-day.ts';
import { sayMinutes } from '../../domain/volunteers/spoken-minutes.ts';
import { spacedNumber } from '../../domain/volunteers/volunteer-number.ts';
import { banner, fact, paperStyle } from '../platform/http/paper-page.ts';
import { linkIn as link, plainPage, type Shown } from '../platform/http/plain-page.ts';
import { escapeHtml as text } from '../platform/http/printed-page.ts';

interface Issuer {
  readonly name: string;
  readonly nameEn: string | null;
}

/** What there is to say of a certificate to whoever has its number. */
export type CertificateStanding =
  | { readonly kind: 'valid'; readonly content: CertificateContent }
  | {
      readonly kind: 'revoked';
      readonly organisation: Issuer;
      readonly on: CalendarDay;
      /** in the organisation's words */
      readonly reason: string | null;
    }
  | { readonly kind: 'erased'; readonly organisation: Issuer; readonly issuedOn: CalendarDay }
  /** its signature is being made */
  | { readonly kind: 'waiting'; readonly organisation: Issuer }
  | { readonly kind: 'unknown' };

/** What somebody typed: nothing yet, or what is no number of a certificate. */
export type AskedNumber = { readonly kind: 'none' } | { readonly kind: 'mistyped'; readonly typed: string };

const words = {
  ask: bilingual('核验证书', 'Check a certificate'),
  askWhy: bilingual(
    '输入证书上的编号，查看它是否由登记的机构出具、内容是什么。',
    'Type the number on the certificate to see whether a registered organisation issued it, and what it says.',
  ),
  number: bilingual('证书编号', 'Certificate number'),
  check: bilingual('核验', 'Check'),
  mistyped: bilingual(
    '“{text}”不是证书编号：有字符抄错、漏抄或次序颠倒。请对照证书再输一遍（编号里没有字母 I、L、O、U）。',
    '“{text}” is no certificate number: a character is wrong, missing or out of order. Please compare it with the paper (it has no letters I, L, O or U).',
  ),
  valid: bilingual('证书有效', 'This certificate is valid'),
  compare: bilingual(
    '请逐项对照：纸上或文件上的内容须与本页完全一致；不一致的，以本页为准。姓名须与持证人的身份证件一致。',
    'Please compare each line: what is on paper or in the file must equal this page; where it does not, this page counts. The name must be that on the identity card of whoever shows it.',
  ),
  issuer: bilingual('出具与记录机构', 'Issued and recorded by'),
  name: bilingual('姓名', 'Name'),
  volunteerNumber: bilingual('志愿者编号', 'Volunteer number'),
  period: bilingual('服务期间', 'Period'),
  to: bilingual('至', 'to'),
  time: bilingual('服务时间', 'Time served'),
  backFilled: bilingual(
    '其中事后补录并经另一人核准',
    'Of it entered afterwards and approved by another person',
  ),
  what: bilingual('服务内容', 'What was done'),
  issued: bilingual('出具日期', 'Issued on'),
  forPrograms: bilingual('供程序核验', 'For programs'),
  credential: bilingual('可验证凭证（Open Badges 3.0）', 'Verifiable credential (Open Badges 3.0)'),
  sameAddress: bilingual(
    '程序以 Accept: application/vc+json 请求本页地址，得到同一份凭证。',
    'Programs that ask this address for application/vc+json get the same.',
  ),
  keys: bilingual('机构的签名公钥', 'Public keys of the organisation'),
  revokedTitle: bilingual('证书已撤销', 'This certificate was revoked'),
  revoked: bilingual(
    '{organisation}已于 {day}撤销这份证书，请勿再采信。',
    '{organisation} revoked this certificate on {day}. Please do not rely on it.',
  ),
  reason: bilingual('撤销原因', 'Reason'),
  erasedTitle: bilingual('内容已删除', 'Its content was erased'),
  erased: bilingual(
    '{organisation}于 {day}出具过这个编号的证书。本人的记录已经删除，内容无法再核对。',
    '{organisation} issued a certificate with this number on {day}. The person’s records were erased since: what it said can no longer be compared.',
  ),
  waitingTitle: bilingual('证书正在签署', 'It is being signed'),
  waiting: bilingual(
    '{organisation}的这份证书正在签署，请一分钟后再看。',
    'This certificate of {organisation} is being signed. Please look again in a minute.',
  ),
  unknownTitle: bilingual('没有这份证书', 'There is no such certificate'),
  unknown: bilingual(
    '这里没有出具过这个编号的证书。编号无误的，请勿采信手中的证书。',
    'No certificate with this number was issued here. If the number is typed as it is on the paper, do not rely on the paper.',
  ),
  again: bilingual('核验另一份', 'Check another'),
};
type Word = keyof typeof words;

/** The asking page's address, whose form asks with `?number=`. */
export const VERIFY_PATH = '/verify';
/** The query by which a browser, which cannot say `Accept`, gets the credential of a certificate at its own address. */
export const CREDENTIAL_QUERY = 'as=credential';

const ownStyle = `${paperStyle}
input, button { font: inherit; width: 100%; box-sizing: border-box; padding: .75rem; border-radius: .75rem; border: 1px solid #52606d; margin: .25rem 0 }
button { background: #9a4a07; border-color: #9a4a07; color: #fff } .wrong { color: #b3261e }`;

const say = (language: Language, word: Word, told: Readonly<Record<string, string>> = {}) =>
  words[word][language].replace(/\{(\w+)\}/gu, (_, name: string) => told[name] ?? '');

/**
 * What a stranger learns who has the number of a certificate: what it says, and nothing else.
 * @param shown.path of the certificate, `/verify/NTC-…`
 */
export function verifyPage(shown: Shown, standing: CertificateStanding): string {
  const { language } = shown;
  switch (standing.kind) {
    case 'valid':
      return page(shown, say(language, 'valid'), validPart(shown, standing.content));
    case 'revoked': {
      const { organisation, on, reason } = standing;
      const said = say(language, 'revoked', told(language, organisation, on));
      const why = reason === null || reason === '' ? '' : fact(say(language, 'reason'), reason);
      return page(
        shown,
        say(language, 'revokedTitle'),
        `${banner('bad', say(language, 'revokedTitle'))}<p>${text(said)}</p>${why === '' ? '' : `<dl>${why}</dl>`}`,
      );
    }
    case 'erased': {
      const said = say(language, 'erased', told(language, standing.organisation, standing.issuedOn));
      const title = say(language, 'erasedTitle');
      return page(shown, title, `${banner('gone', title)}<p>${text(said)}</p>`);
    }
    case 'waiting': {
      const title = say(language, 'waitingTitle');
      const organisation = nameOfOrganisation(language, standing.organisation);
      return page(
        shown,
        title,
        `${banner('gone', title)}<p>${text(say(language, 'waiting', { organisation }))}</p>`,
      );
    }
    case 'unknown': {
      const title = say(language, 'unknownTitle');
      return page(shown, title, `${banner('bad', title)}<p>${say(language, 'unknown')}</p>`);
    }
  }
}

/** Where the number is typed that stands on paper. */
export function askPage(shown: Shown, asked: AskedNumber): string {
  const { language } = shown;
  const isWrong = asked.kind === 'mistyped';
  const wrong = isWrong
    ? `<p class="wrong" id="wrong" role="alert">${text(say(language, 'mistyped', { text: asked.typed }))}</p>`
    : '';
  const field = `<input id="number" name="number" required maxlength="100" autocomplete="off" autocapitalize="characters" spellcheck="false" placeholder="NTC-XXXX-XXXX-XXXX-XXXX-X" value="${isWrong ? text(asked.typed) : ''}"${isWrong ? ' aria-invalid="true" aria-describedby="wrong"' : ''}>`;
  return plainPage(
    { ...shown, home: VERIFY_PATH },
    say(language, 'ask'),
    `<h1>${say(language, 'ask')}</h1><p>${say(language, 'askWhy')}</p>
<form action="${VERIFY_PATH}" method="get"><input type="hidden" name="lang" value="${language}"><p><label for="number">${say(language, 'number')}</label></p>${field}${wrong}<button>${say(language, 'check')}</button></form>`,
    ownStyle,
  );
}

function page(shown: Shown, title: string, content: string): string {
  const { language } = shown;
  const number = shown.path.slice(shown.path.lastIndexOf('/') + 1);
  const footer = `<footer><span>${say(language, 'number')} ${text(number)}</span><a href="${link(shown, VERIFY_PATH)}">${say(language, 'again')}</a></footer>`;
  return plainPage({ ...shown, home: VERIFY_PATH }, title, content + footer, ownStyle);
}

function validPart(shown: Shown, content: CertificateContent): string {
  const { language, path, origin } = shown;
  const { organisation } = content;
  const line = (word: Word, value: string) => fact(say(language, word), value);
  const days = [content.from, content.until].map((day) => sayDay(language, day));
  const services = content.services.map(
    (one) => `<li><strong>${text(titleOf(language, one))}</strong><br>${saySize(language, one)}</li>`,
  );
  return `${banner('good', say(language, 'valid'))}
<p><strong>${sayOfCertificate(language, 'title')}</strong> <span class="label">${sayOfCertificate(language, 'label')}</span></p>
<p>${say(language, 'compare')}</p>
<dl>${[
    line('name', content.name),
    line('volunteerNumber', spacedNumber(content.volunteerNumber)),
    line('period', days.join(` ${say(language, 'to')} `)),
    line('time', sayMinutes(language, content.minutes)),
    line('backFilled', sayMinutes(language, content.backFilledMinutes)),
    line('issuer', nameOfOrganisation(language, organisation)),
    line('issued', sayDay(language, content.issuedOn)),
    line('number', content.number),
  ].join('\n')}</dl>
<h2>${say(language, 'what')}</h2><ul>${services.join('\n')}</ul>
<p class="quiet">${sayOfCertificate(language, 'counted')}${language === 'en' ? ' ' : ''}${sayOfCertificate(language, 'explained')}</p>
<h2>${say(language, 'forPrograms')}</h2>
<p><a href="${text(path)}?${CREDENTIAL_QUERY}" type="application/vc+json">${say(language, 'credential')}</a><br><a href="${text(issuerAddress(origin, organisation.code))}">${say(language, 'keys')}</a></p><p class="quiet">${say(language, 'sameAddress')}</p>`;
}

function told(language: Language, organisation: Issuer, day: CalendarDay) {
  return { organisation: nameOfOrganisation(language, organisation), day: sayDay(language, day) };
}
