import { createHash, createHmac, randomUUID } from 'node:crypto';
import { SendError, type SendErrorCode, sendErrorOf } from '../mail/send-error.ts';
import { LIMIT_MS, type ShortMessage, type ShortMessages } from './short-messages.ts';

export interface AliyunSmsSettings {
  readonly url: string;
  readonly keyId: string;
  readonly keySecret: string;
  /** 短信签名: the sender's name, approved by the provider */
  readonly signName: string;
  /** codes of the approved texts; without one of its own a warning is a notice that something waits */
  readonly templates: Readonly<Record<'notice' | 'code', string>> & { readonly warning?: string };
}

/** Of the mainland (YD/T 1065): what is sent to others costs ten times as much and needs texts of its own. */
const MOBILE = /^1[3-9]\d{9}$/;
const VERSION = '2017-05-25';

/** Short messages by 阿里云短信服务, operation SendSms. */
export function createAliyunSms(settings: AliyunSmsSettings, clock: () => Date): ShortMessages {
  const { url, signName, templates } = settings;
  const host = new URL(url).host;
  return {
    // an approved text, with a number or a code in its gap: fewer signs than any gap takes
    mostBytes: undefined,
    isAddress: (text) => MOBILE.test(text),
    send: async ({ id, to, template, values }) => {
      if (!MOBILE.test(to)) throw new SendError('message_invalid');
      const query = canonicalQuery({
        PhoneNumbers: to,
        SignName: signName,
        TemplateCode: codeOfText(templates, template),
        TemplateParam: JSON.stringify(values),
        OutId: id,
      });
      const headers = signed(settings, query, {
        host,
        'x-acs-action': 'SendSms',
        'x-acs-date': clock()
          .toISOString()
          .replace(/\.\d+Z$/, 'Z'),
        'x-acs-signature-nonce': randomUUID(),
        'x-acs-version': VERSION,
      });
      const answer = await fetch(`${url}/?${query}`, {
        method: 'POST',
        headers,
        redirect: 'error',
        signal: AbortSignal.timeout(LIMIT_MS),
      })
        .then((response) => response.json() as Promise<{ Code?: string }>)
        .catch((error: Error) => {
          throw new SendError(failureOf(error));
        });
      if (answer.Code !== 'OK') throw new SendError(codeOf(answer.Code ?? ''));
    },
  };
}

function codeOfText(
  { warning, ...texts }: AliyunSmsSettings['templates'],
  template: ShortMessage['template'],
): string {
  return template === 'warning' ? (warning ?? texts.notice) : texts[template];
}

/** RFC 3986, by name: as it is signed and as it is sent. */
export function canonicalQuery(parameters: Readonly<Record<string, string>>): string {
  return Object.keys(parameters)
    .toSorted()
    .map((name) => `${encode(name)}=${encode(parameters[name] ?? '')}`)
    .join('&');
}

function encode(text: string): string {
  return encodeURIComponent(text).replaceAll(
    /[!'()*]/g,
    (sign) => `%${sign.codePointAt(0)?.toString(16).toUpperCase()}`,
  );
}

/** ACS3-HMAC-SHA256 (阿里云, V3 版本请求体与签名机制) over a request without a body. */
export function signed(
  { keyId, keySecret }: Pick<AliyunSmsSettings, 'keyId' | 'keySecret'>,
  query: string,
  headers: Readonly<Record<string, string>>,
): Record<string, string> {
  const all: Record<string, string> = { ...headers, 'x-acs-content-sha256': sha256('') };
  const names = Object.keys(all).toSorted();
  const lines = names.map((name) => `${name}:${all[name]?.trim()}\n`).join('');
  const request = ['POST', '/', query, lines, names.join(';'), sha256('')].join('\n');
  const signature = createHmac('sha256', keySecret)
    .update(`ACS3-HMAC-SHA256\n${sha256(request)}`)
    .digest('hex');
  const { host: _host, ...sent } = all;
  return {
    ...sent,
    authorization: `ACS3-HMAC-SHA256 Credential=${keyId},SignedHeaders=${names.join(';')},Signature=${signature}`,
  };
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** Of fetch, where nothing was said to the other side yet. */
const NOT_CONNECTED = new Set([
  'EAI_AGAIN',
  'ECONNREFUSED',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'UND_ERR_CONNECT_TIMEOUT',
]);

/**
 * Sent again, a text is paid and rings again: SendSms knows no repeats, its OutId is a note. So what was said to the provider and got
 * no answer, or a gateway's page, may have been sent.
 */
function failureOf(error: Error): SendErrorCode {
  const { code } = sendErrorOf(error);
  const cause = (error.cause as { code?: string } | undefined)?.code ?? '';
  const isUnsaid = code === 'certificate_untrusted' || (code === 'unreachable' && NOT_CONNECTED.has(cause));
  return isUnsaid ? code : 'outcome_unknown';
}

const CODES: Readonly<Record<string, SendErrorCode>> = {
  'isv.BUSINESS_LIMIT_CONTROL': 'limit_reached',
  'isv.DAY_LIMIT_CONTROL': 'limit_reached',
  'Throttling.User': 'limit_reached',
  'isv.AMOUNT_NOT_ENOUGH': 'account_empty',
  'isv.OUT_OF_SERVICE': 'account_empty',
  'isv.MOBILE_NUMBER_ILLEGAL': 'recipient_refused',
  'isv.BLACK_KEY_CONTROL_LIMIT': 'recipient_refused',
  SignatureDoesNotMatch: 'sign_in_refused',
  'InvalidAccessKeyId.NotFound': 'sign_in_refused',
  'InvalidAccessKeyId.Inactive': 'sign_in_refused',
  'isp.RAM_PERMISSION_DENY': 'sign_in_refused',
};

function codeOf(code: string): SendErrorCode {
  return CODES[code] ?? 'refused';
}
